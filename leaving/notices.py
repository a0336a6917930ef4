"""A neutral note when something in the settings waits: a copy is there, an erasure runs.

The same words as every other reminder, and one kind for all of it. Whoever did not ask for an erasure
hears of it soon after, and again before its day: somebody else may have asked in their name.
"""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from leaving.models import Erasure, Export
from privacy.identifiers import LENGTH
from reminders.kinds import Kind, Occasion
from reminders.models import Preferences, Reminder

RECENT = timedelta(days=1)
SOON = timedelta(days=2)


def waiting(people: Collection[Preferences], now: datetime, until: datetime) -> Iterable[Occasion]:
    known = [one.person_id for one in people]
    for copy in Export.objects.ready(now).filter(person__in=known):
        if copy.ready_at:
            yield Occasion(copy.person_id, copy.public_id, copy.ready_at, copy.expires_at)
    for erasure in Erasure.objects.asked().filter(person__in=known):
        first, again = erasure.asked_at, erasure.due_at - SOON
        if first > now - RECENT:
            yield Occasion(erasure.person_id, f"{erasure.public_id}-asked", first)
        if now - RECENT < again <= until:
            yield Occasion(erasure.person_id, f"{erasure.public_id}-soon", again)


def over(reminders: Collection[Reminder], now: datetime) -> Collection[int]:
    """Fetched or gone; taken back."""
    names = [one.occurrence for one in reminders]
    copies = Export.objects.ready(now).filter(public_id__in=names, fetched_at=None)
    erasures = Erasure.objects.asked().filter(public_id__in=[name[:LENGTH] for name in names])
    still = {*copies.values_list("public_id", flat=True)}
    still |= {*erasures.values_list("public_id", flat=True)}
    return [one.pk for one in reminders if one.occurrence[:LENGTH] not in still]


WAITING = Kind("settings", "Something in my settings waits for me", waiting, over)
