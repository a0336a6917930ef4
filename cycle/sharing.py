"""Sharing a hard moment with the partner, one by one, and taking that back at once.

Nothing tells whether it was read; what is not shared, or not any more, looks as if it had never been.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F, QuerySet

from couples import locks, reaching
from couples.models import Couple, User
from cycle import telling
from cycle.models import Entry
from cycle.telling import Told


class Changed(Exception):
    """It is not any more what the page showed."""


@dataclass(frozen=True, slots=True)
class Shared:
    """`told`: None where it cannot be opened."""

    on: date
    told: Told | None


@transaction.atomic
def share(entry: Entry, couple: Couple, *, seen: int, by: User, now: datetime) -> None:
    """`seen`: the version that they read. Pressed twice, it is shared once."""
    locks.hold(couple)
    reaching.awake(couple, by=by, now=now)
    mine = Entry.objects.of(by).filter(pk=entry.pk)
    if mine.filter(version=seen).update(shared_in=couple, version=seen + 1):
        return
    if not mine.filter(version=seen + 1, shared_in=couple).exists():
        raise Changed


def unshare(entry: Entry) -> None:
    """Also in a rest, and from any tab."""
    shared = Entry.objects.filter(pk=entry.pk, shared_in__isnull=False)
    shared.update(shared_in=None, version=F("version") + 1)


def from_(person: User, couple: Couple) -> QuerySet[Entry]:
    """As far as whoever asks may read it."""
    return Entry.objects.shared_in(couple).of(person).newest_first()


def shown(entry: Entry) -> Shared:
    return Shared(entry.on, telling.of(entry))
