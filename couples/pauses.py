"""A rest for both: reminders stay silent, nothing counts as missed. Nobody learns who asked."""

from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef

from couples import happenings, locks
from couples.models import Couple, Pause, User
from privacy.ready import Ready


class PauseRunning(Exception):
    """There is one already; it can be ended, and then begun anew."""


def is_over_both(person: User, now: datetime) -> Exists:
    """Over the couple of the outer query."""
    return Exists(Pause.objects.running(now).filter(couple=OuterRef("pk")))


def is_paused(couple: Couple, now: datetime) -> bool:
    return running(couple, now=now) is not None


_RUNNING = Ready[Pause](
    lambda couple, now: Pause.objects.running(now).filter(couple=couple).order_by("pk")[:1],
    couple=Couple,
    now=datetime,
)


def running(couple: Couple, *, now: datetime) -> Pause | None:
    return next(iter(_RUNNING(couple=couple, now=now)), None)


@transaction.atomic
def begin(couple: Couple, *, days: int, now: datetime) -> Pause:
    """The row, the event and its date are the same whichever of the two asked."""
    locks.hold(couple)
    if is_paused(couple, now):
        raise PauseRunning
    pause = Pause.objects.create(couple=couple, starts_at=now, ends_at=now + timedelta(days=days))
    happenings.record(
        happenings.Kind.PAUSED, couple=couple, by=None, on=now.astimezone(UTC).date(), now=now
    )
    return pause


@transaction.atomic
def end(couple: Couple, *, now: datetime) -> None:
    locks.hold(couple)
    couple.pauses.filter(starts_at__lt=now, ends_at__gt=now).update(ends_at=now)
