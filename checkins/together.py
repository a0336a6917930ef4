"""One thing to do together in a moment to come. It belongs to both: no row says who put it there."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from checkins import moments
from checkins.models import Moment, Together
from couples import together
from couples.models import Couple, User
from couples.together import Calendar, Occasion, Thing


@dataclass(frozen=True, slots=True)
class Shown:
    """`what`: the name by which it is taken out again, as long as the moment is still to be."""

    thing: Thing
    what: str
    can_go: bool


def coming(couple: Couple, now: datetime) -> Occasion | None:
    moment = _next(couple, now)
    return _occasion(moment) if moment else None


@transaction.atomic
def put(couple: Couple, what: str, by: User, now: datetime) -> Occasion | None:
    """In place of whatever was there. None where there is no moment to come."""
    if not moments.are_still_two(couple, by):
        return None
    moment = _next(couple, now)
    if moment is None:
        return None
    facts = {"couple": couple, "what": what}
    Together.objects.update_or_create(moment=moment, defaults=facts)
    return _occasion(moment)


def take_out(couple: Couple, what: str, now: datetime) -> None:
    moment = _next(couple, now)
    if moment:
        take_out_of(moment, what)


def take_out_of(moment: Moment, what: str) -> None:
    """Of a moment that is over it stays, as the moment does."""
    if moment.is_planned():
        Together.objects.filter(moment=moment, what=what).delete()


def shown(moment: Moment, *, by: User) -> Shown | None:
    """As this person can find it, each in their own language."""
    row = Together.objects.filter(moment=moment).first()
    thing = together.find(row.what, by=by) if row else None
    return Shown(thing, row.what, moment.is_planned()) if row and thing else None


def _next(couple: Couple, now: datetime) -> Moment | None:
    return Moment.objects.of(couple).coming(now).awake().order_by("starts_at").first()


def _occasion(moment: Moment) -> Occasion:
    row = Together.objects.filter(moment=moment).first()
    return Occasion(moment.get_absolute_url(), moment.starts_at, row.what if row else "")


CALENDAR = Calendar(coming, put, take_out, agree="checkins:rhythm")
