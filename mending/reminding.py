"""Something from the partner waits: one neutral reminder, after a while, unless it was opened by then."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from mending.models import Apology, Attempt
from reminders.kinds import Kind, Occasion
from reminders.models import Preferences, Reminder


@dataclass(frozen=True, slots=True)
class Waiting:
    """`after`: time to find it by oneself, and for the other to take it back without anybody having heard."""

    rows: type[Apology] | type[Attempt]
    after: timedelta
    of_use_for: timedelta

    def occasions(
        self, people: Collection[Preferences], now: datetime, until: datetime
    ) -> Iterable[Occasion]:
        wanting = [one.person_id for one in people]
        recent = self.rows.objects.unopened().filter(sent_at__gt=now - self.of_use_for)
        rows = recent.filter(receiver__in=wanting, couple__ended_at=None)
        for person, public_id, sent_at in rows.values_list("receiver_id", "public_id", "sent_at"):
            if sent_at + self.after <= until:
                yield Occasion(person, public_id, sent_at + self.after, sent_at + self.of_use_for)

    def finished(self, reminders: Collection[Reminder], now: datetime) -> Collection[int]:
        named = {one.occurrence for one in reminders}
        unopened = self.rows.objects.unopened().filter(public_id__in=named)
        waiting = set(unopened.values_list("public_id", flat=True))
        return [one.pk for one in reminders if one.occurrence not in waiting]


_apology = Waiting(Apology, after=timedelta(hours=2), of_use_for=timedelta(days=1))
# In the middle of a quarrel two hours are long; half a day later it is of another day.
_attempt = Waiting(Attempt, after=timedelta(minutes=15), of_use_for=timedelta(hours=12))

WAITS = Kind(
    "apology", "My partner has written something to me", _apology.occasions, _apology.finished
)
REACHED_OUT = Kind(
    "repair_attempt", "My partner has sent me a line", _attempt.occasions, _attempt.finished
)
