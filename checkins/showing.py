"""How a moment looks to one person: calm words, the same ones whatever the other said or did not."""

from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.db.models import Exists, OuterRef

from checkins import moments
from checkins.models import Moment
from couples.models import Couple, User
from privacy.ready import Ready

Status = Moment.Status

AS_FAR = 5  # rows of what is coming: a daily rhythm has fourteen
HELD, NOT_HELD, RESTING = "Held", "Not held this time", "Resting"
WORDS = {
    Status.HELD: HELD,
    Status.MISSED: NOT_HELD,
    Status.MOVED: "Moved to another time",
    Status.RESTED: RESTING,
    Status.CALLED_OFF: "Called off",
}


@dataclass(frozen=True, slots=True)
class Shown:
    moment: Moment
    words: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Agenda:
    """The next one, what comes after it, and what has been."""

    next: Shown | None
    coming: list[Shown]
    past: models.QuerySet[Moment]


def agenda(couple: Couple, person: User, *, now: datetime) -> Agenda:
    ours = Moment.objects.of(couple).for_(person)
    first = next_one(couple, person, now=now)
    others = ours.exclude(pk=first.moment.pk) if first else ours
    return Agenda(
        next=first,
        coming=[shown(one, now) for one in others.coming(now).order_by("starts_at")[:AS_FAR]],
        past=others.past(now).order_by("-starts_at"),
    )


_AHEAD = Ready[Moment](
    lambda couple, person, now: moments.ahead(couple, now).for_(person)[:2],
    couple=Couple,
    person=User,
    now=datetime,
)


def may_be_ahead(person: User, now: datetime) -> Exists:
    """For a couple of the outer query."""
    return Exists(moments.not_over(now).filter(couple=OuterRef("pk")))


def next_one(couple: Couple, person: User, *, now: datetime) -> Shown | None:
    """Not the one that runs, once this person has said how it went."""
    two = _AHEAD(couple=couple, person=person, now=now)
    following = next((one for one in two if one.my_mark is None), None)
    return shown(following, now) if following else None


def shown(moment: Moment, now: datetime) -> Shown:
    """Needs a moment `with_rest` and `with_mark_of` the one who looks."""
    if not moment.is_planned():
        kind = "agreed" if moment.status == Status.HELD else ""
        return Shown(moment, WORDS[Status(moment.status)], kind)
    if moment.rests:
        return Shown(moment, RESTING)
    if moment.can_be_walked(now):
        return _open(moment, now)
    return Shown(moment, "" if now < moment.starts_at else NOT_HELD)


def _open(moment: Moment, now: datetime) -> Shown:
    if moment.my_mark is not None:
        return Shown(moment, "You said: we held it" if moment.my_mark else NOT_HELD)
    return Shown(moment, "Now" if now < moment.ends_at else "How was it?", "now")
