"""Rhythms for tests, proposed and accepted the way the product does it."""

from datetime import datetime, time, timedelta

from checkins import rhythms
from checkins.models import Moment, Rhythm
from checkins.models.rhythm import ALL_WEEKDAYS, Times
from couples.models import Couple, User
from privacy.context import acting_as, as_steward

MONDAY, WEDNESDAY, FRIDAY = 1, 4, 16


def times(
    weekdays: int = MONDAY | WEDNESDAY,
    at: time = time(20, 45),
    minutes: int = 10,
    zone: str = "Europe/Amsterdam",
) -> Times:
    return Times(weekdays, at, minutes, zone)


def proposed(couple: Couple, by: User, wish: Times | None = None, *, now: datetime) -> Rhythm:
    with acting_as(by):
        return rhythms.propose(wish or times(), couple=couple, by=by, now=now)


def agreed(
    couple: Couple, by: User, other: User, wish: Times | None = None, *, now: datetime
) -> Rhythm:
    proposal = proposed(couple, by, wish, now=now)
    with acting_as(other):
        return rhythms.accept(proposal, by=other, now=now)


def every_day(at: time = time(20, 45), zone: str = "Europe/Amsterdam") -> Times:
    return times(ALL_WEEKDAYS, at, 10, zone)


def begun(couple: Couple, first: User, second: User, *, now: datetime) -> Moment:
    """A moment that began a minute ago."""
    rhythm = agreed(couple, first, second, every_day(), now=now)
    with as_steward():
        moment = Moment.objects.filter(rhythm=rhythm).earliest("starts_at")
        Moment.objects.filter(pk=moment.pk).update(starts_at=now - timedelta(minutes=1))
        return Moment.objects.get(pk=moment.pk)
