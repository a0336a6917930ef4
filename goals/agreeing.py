"""Both write, both sign: a goal is offered, signed or changed, and rests as soon as either wants it to.

A version is never changed. It counts from the moment when the one who did not write it signs it.
"""

from datetime import datetime
from typing import Final

from django.db import transaction

from couples import locks, reaching
from couples.models import Couple, User
from goals.models import Draft, Goal, Ladder, Signature, Version
from goals.wording import Worded

MOST: Final = 5


class Enough(Exception):
    """As many goals run as two people can look after."""


class Changed(Exception):
    """There is a newer version than the page showed, or it rests by now."""


@transaction.atomic
def offer(couple: Couple, worded: Worded, *, token: str, by: User, now: datetime) -> Goal:
    """A new goal. With the same token it is offered once. What was kept while it was typed goes."""
    locks.hold(couple)
    known = Version.objects.filter(person=by, token=token).select_related("goal").first()
    if known:
        return known.goal
    reaching.awake(couple, by=by, now=now)
    _has_room(couple)
    goal = Goal.objects.create(couple=couple, zone=couple.people[0].time_zone)
    _write(goal, worded, 1, token, by, now)
    Draft.objects.forget(token, by=by)
    return goal


@transaction.atomic
def change(goal: Goal, worded: Worded, *, seen: int, token: str, by: User, now: datetime) -> None:
    """A new version, for the other to sign. `seen`: the number of the newest that the page showed."""
    locks.hold(goal.couple)
    if Version.objects.filter(person=by, token=token).exists():
        return
    reaching.awake(goal.couple, by=by, now=now)
    if newest(_still_open(goal)).number != seen:
        raise Changed
    _write(goal, worded, seen + 1, token, by, now)
    Draft.objects.forget(goal.public_id, by=by)


@transaction.atomic
def sign(goal: Goal, *, seen: int, by: User, now: datetime) -> None:
    """This very version, named by its number. Pressed twice, it is signed once."""
    locks.hold(goal.couple)
    reaching.awake(goal.couple, by=by, now=now)
    version = newest(_still_open(goal))
    if version.number != seen or version.person_id == by.pk:
        raise Changed
    if Signature.objects.filter(goal=goal, version=seen).exists():
        return
    if goal.agreed_on is None:
        _has_room(goal.couple)
    Signature.objects.create(goal=goal, version=seen, person=by, signed_at=now)


@transaction.atomic
def let_rest(goal: Goal, *, now: datetime) -> None:
    """Either, alone, also while the two rest. Whose wish it was is not kept."""
    locks.hold(goal.couple)
    Goal.objects.open().filter(pk=goal.pk).update(ended_at=now)


def newest(goal: Goal) -> Version:
    return Version.objects.filter(goal=goal).select_related("person").latest("number")


def signed(goal: Goal) -> Version | None:
    """The one that counts."""
    signatures = Signature.objects.filter(goal=goal).values("version")
    return Version.objects.filter(goal=goal, number__in=signatures).order_by("number").last()


def _has_room(couple: Couple) -> None:
    if Goal.objects.of(couple).running().count() >= MOST:
        raise Enough


def _still_open(goal: Goal) -> Goal:
    goal.refresh_from_db(fields=["agreed_on", "ended_at"])
    if goal.ended_at is not None:
        raise Changed
    return goal


def _write(goal: Goal, worded: Worded, number: int, token: str, by: User, now: datetime) -> None:
    version = Version.objects.create(
        goal=goal,
        person=by,
        number=number,
        token=token,
        gist=worded.gist.kept,
        written_at=now,
    )
    Ladder.objects.create(version=version, person=by, steps=list(worded.sentences))
