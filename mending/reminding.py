"""Something from the partner waits: one neutral reminder, after a while, unless it was opened by then."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from mending.models import Apology
from reminders.kinds import Kind, Occasion
from reminders.models import Preferences, Reminder

# Time to find it by oneself, and for the other to take it back without anybody having heard of it.
A_WHILE = timedelta(hours=2)
OF_USE_FOR = timedelta(days=1)


def waits(people: Collection[Preferences], now: datetime, until: datetime) -> Iterable[Occasion]:
    wanting = [one.person_id for one in people]
    recent = Apology.objects.unopened().filter(sent_at__gt=now - OF_USE_FOR)
    rows = recent.filter(receiver__in=wanting, couple__ended_at=None)
    for person, public_id, sent_at in rows.values_list("receiver_id", "public_id", "sent_at"):
        if sent_at + A_WHILE <= until:
            yield Occasion(person, public_id, sent_at + A_WHILE, sent_at + OF_USE_FOR)


def no_longer_waits(reminders: Collection[Reminder], now: datetime) -> Collection[int]:
    named = {one.occurrence for one in reminders}
    unopened = Apology.objects.unopened().filter(public_id__in=named)
    waiting = set(unopened.values_list("public_id", flat=True))
    return [one.pk for one in reminders if one.occurrence not in waiting]


WAITS = Kind("apology", "My partner has written something to me", waits, no_longer_waits)
