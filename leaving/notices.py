"""A neutral note when something in the settings waits: a copy is there, an erasure runs, a lock goes away.

The same words as every other reminder. Whoever did not ask for an erasure, or did not forget their PIN, hears
of it soon after, and again before its day, whatever they have switched off: somebody else may have asked in
their name.
"""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from couples.models import Journal
from leaving.models import Erasure, Export
from privacy.identifiers import LENGTH
from reminders.kinds import Kind, Occasion
from reminders.models import Preferences, Reminder

RECENT = timedelta(days=1)
SOON = timedelta(days=2)
NEXT_DAY = timedelta(days=1)  # a lock goes away after three days


def copies(people: Collection[Preferences], now: datetime, until: datetime) -> Iterable[Occasion]:
    known = [one.person_id for one in people]
    for copy in Export.objects.ready(now).filter(person__in=known):
        if copy.ready_at:
            yield Occasion(copy.person_id, copy.public_id, copy.ready_at, copy.expires_at)


def fetched(reminders: Collection[Reminder], now: datetime) -> Collection[int]:
    """Or gone."""
    names = [one.occurrence for one in reminders]
    waiting = Export.objects.ready(now).filter(public_id__in=names, fetched_at=None)
    still = {*waiting.values_list("public_id", flat=True)}
    return [one.pk for one in reminders if one.occurrence not in still]


def warnings(people: Collection[Preferences], now: datetime, until: datetime) -> Iterable[Occasion]:
    known = [one.person_id for one in people]
    for erasure in Erasure.objects.asked().filter(person__in=known):
        first, again = erasure.asked_at, erasure.due_at - SOON
        yield from _twice(erasure.person_id, erasure.public_id, first, again, now, until)
    for lock in Journal.objects.forgotten(now).filter(person__in=known):
        if lock.forgotten_at and lock.opens_by_itself_at:
            first, again = lock.forgotten_at, lock.opens_by_itself_at - NEXT_DAY
            yield from _twice(lock.person_id, _name(lock), first, again, now, until)


def _twice(
    person_id: int, name: str, first: datetime, again: datetime, now: datetime, until: datetime
) -> Iterable[Occasion]:
    if first > now - RECENT:
        yield Occasion(person_id, f"{name}-asked", first)
    if now - RECENT < again <= until:
        yield Occasion(person_id, f"{name}-soon", again)


def _name(lock: Journal) -> str:
    """Of this wait: as long as a public id."""
    began = lock.forgotten_at.timestamp() if lock.forgotten_at else 0
    return f"lock-{began:.0f}-{lock.person_id}".ljust(LENGTH, "-")[:LENGTH]


def taken_back(reminders: Collection[Reminder], now: datetime) -> Collection[int]:
    names = [one.occurrence[:LENGTH] for one in reminders]
    erasures = Erasure.objects.asked().filter(public_id__in=names)
    still = {*erasures.values_list("public_id", flat=True)}
    people = {one.person_id for one in reminders}
    still |= {_name(lock) for lock in Journal.objects.forgotten(now).filter(person__in=people)}
    return [one.pk for one in reminders if one.occurrence[:LENGTH] not in still]


COPY = Kind("settings", "Something in my settings waits for me", copies, fetched)
WARNING = Kind("account", "Somebody wants to change my account", warnings, taken_back, always=True)
