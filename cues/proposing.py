"""A cue is proposed, worded anew, and taken back before it is signed: by one of the two, for both.

What they are shown of it, and may do, rests on their own rows, on signatures and on the clock; never on what
the other lets rest. Every step holds the lock of the couple, and names the version that its page showed.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from django.db import transaction

from couples import locks, reaching
from couples.models import Couple, User
from cues.models import Proposal
from cues.models.proposal import ProposalQuerySet
from privacy.context import as_steward
from privacy.fields import shown
from privacy.identifiers import new_public_id

MOST_STANDING: Final = 12
MOST_WAITING: Final = 5  # from one to the other: more would press


class Enough(Exception):
    """As many stand as two can keep in mind."""


class EnoughWaiting(Exception):
    """As many of theirs wait as the other should find at once."""


class Changed(Exception):
    """What the page showed was worded anew, or taken back."""


class Gone(Exception):
    """It was taken back or retired, or has waited too long."""


class Signed(Exception):
    """It stands by now."""


@transaction.atomic
def propose(couple: Couple, words: str, *, token: str, by: User, now: datetime) -> None:
    """With the same token it is sent once."""
    locks.hold(couple)
    if _was_sent(token, by):
        return
    reaching.awake(couple, by=by, now=now)
    leave_room(couple)
    if Proposal.objects.of(couple).waiting(now).filter(person=by).count() >= MOST_WAITING:
        raise EnoughWaiting
    name = {"public_id": new_public_id(), "token": token, "words": words}
    Proposal.objects.create(**name, couple=couple, person=by, proposed_at=now)


@transaction.atomic
def change(
    couple: Couple, public_id: str, words: str, *, seen: int, token: str, by: User, now: datetime
) -> None:
    """The new words wait for a signature of their own; until then those that stand go on standing."""
    locks.hold(couple)
    if _was_sent(token, by):
        return
    reaching.awake(couple, by=by, now=now)
    mine = by_version(_own(couple, public_id, by).in_sight(now))
    newest = named(mine, seen)
    if max(mine) != seen:
        raise Changed
    if shown(newest, "words") == words:
        return
    end([one for one in mine.values() if not one.is_signed], now=now)
    name = {"public_id": public_id, "version": _last(public_id, by) + 1, "token": token}
    Proposal.objects.create(**name, words=words, couple=couple, person=by, proposed_at=now)


@transaction.atomic
def take_back(couple: Couple, public_id: str, *, seen: int, by: User, now: datetime) -> None:
    """What stands goes on standing. Pressed twice, it is taken back once."""
    locks.hold(couple)
    mine = by_version(_own(couple, public_id, by).in_sight(now))
    over = _own(couple, public_id, by).filter(version=seen).exclude(ended_at=None)
    if all(one.is_signed for one in mine.values()) and over.exists():
        return
    found = named(mine, seen)
    if found.is_signed:
        raise Signed
    end([found], now=now)


def newest(couple: Couple, public_id: str, *, by: User, now: datetime) -> Proposal | None:
    """Of their own: the words that they would change."""
    return _own(couple, public_id, by).in_sight(now).order_by("-version").first()


def leave_room(couple: Couple) -> None:
    """For one more that stands."""
    if Proposal.objects.of(couple).standing().count() >= MOST_STANDING:
        raise Enough


def by_version(rows: ProposalQuerySet) -> dict[int, Proposal]:
    return {one.version: one for one in rows}


def named(versions: Mapping[int, Proposal], seen: int) -> Proposal:
    """What the page showed, if it is as it was."""
    if not versions:
        raise Gone
    if seen not in versions:
        raise Changed
    return versions[seen]


def end(rows: list[Proposal], *, now: datetime) -> None:
    """For both, at once. The house does it, and writes down neither who wished it nor why."""
    keys = [one.pk for one in rows]
    with as_steward():
        Proposal.objects.not_over().filter(pk__in=keys).update(ended_at=now)


def _was_sent(token: str, by: User) -> bool:
    return Proposal.objects.filter(person=by, token=token).exists()


def _own(couple: Couple, public_id: str, by: User) -> ProposalQuerySet:
    return Proposal.objects.of(couple).called(public_id).filter(person=by)


def _last(public_id: str, by: User) -> int:
    """What nobody sees any more is counted as well."""
    mine = Proposal.objects.called(public_id).filter(person=by)
    return mine.order_by("-version").values_list("version", flat=True)[0]
