"""The name of a cycle, and ways out of it: both read them, both write them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction

from couples import locks, reaching
from couples.models import Couple, User
from cycle.models import Exit, Name
from privacy.fields import sealed, shown

MOST_EXITS: Final = 10


class Changed(Exception):
    """It has another name by now."""


class Enough(Exception):
    """As many as help."""


@dataclass(frozen=True, slots=True)
class Called:
    """`version`: what a form names that changes it."""

    words: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class WayOut:
    public_id: str
    words: str
    is_mine: bool


def name_of(couple: Couple) -> Called:
    row = Name.objects.filter(couple=couple).first()
    return Called(shown(row, "words"), row.version) if row else Called()


@transaction.atomic
def name(couple: Couple, words: str, *, seen: int, by: User, now: datetime) -> None:
    """`seen`: the version that the page showed. Without words it has no name any more."""
    locks.hold(couple)
    reaching.awake(couple, by=by, now=now)
    now_called = name_of(couple)
    if now_called.version != seen:
        if now_called.words == words:
            return
        raise Changed
    row = Name(couple=couple, person=by, words=words or None, version=seen + 1)
    if seen == 0:
        row.save()
        return
    facts = {"person": by, "words": sealed(row, "words"), "version": seen + 1}
    Name.objects.filter(couple=couple, version=seen).update(**facts)


def exits(couple: Couple, *, seen_by: User) -> Sequence[WayOut]:
    """In the order in which they were marked."""
    rows = Exit.objects.filter(couple=couple).order_by("pk")
    return [WayOut(one.public_id, shown(one, "words"), one.person_id == seen_by.pk) for one in rows]


@transaction.atomic
def mark_exit(couple: Couple, words: str, *, token: str, by: User, now: datetime) -> None:
    """With the same token it is marked once; the same words need not stand there twice."""
    locks.hold(couple)
    reaching.awake(couple, by=by, now=now)
    if Exit.objects.filter(person=by, token=token).exists():
        return
    known = exits(couple, seen_by=by)
    if words in {one.words for one in known}:
        return
    if len(known) >= MOST_EXITS:
        raise Enough
    Exit.objects.create(couple=couple, person=by, token=token, words=words)


def remove_exit(couple: Couple, public_id: str, *, by: User) -> bool:
    """False: it is not theirs, or not there."""
    mine = Exit.objects.filter(couple=couple, person=by, public_id=public_id)
    return bool(mine.delete()[0])
