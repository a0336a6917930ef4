"""What the tests of moments say, and what they ask about afterwards, each as the person it belongs to."""

from datetime import datetime

from checkins import marking
from checkins.models import Moment
from couples.models import Couple, Happening, Pause, User
from privacy.context import acting_as, as_steward


def said(moment: Moment, held: bool, *people: User, now: datetime | None = None) -> None:
    for person in people:
        with acting_as(person):
            marking.mark(moment, held=held, by=person, now=now or moment.starts_at)


def happened(kind: Happening.Kind) -> int:
    with as_steward():
        return Happening.objects.filter(kind=kind).count()


def paused(couple: Couple, by: User, start: datetime, end: datetime) -> None:
    with acting_as(by):
        Pause.objects.create(couple=couple, starts_at=start, ends_at=end)


def starts(person: User) -> list[datetime]:
    with acting_as(person):
        planned = Moment.objects.planned().order_by("starts_at")
        return list(planned.values_list("starts_at", flat=True))
