"""The moments that a rhythm gives: planned two weeks ahead, walked through together, settled."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from django.db import transaction
from django.db.models import Count, Q

from checkins.models import Moment, Rhythm
from checkins.models.moments import LAST_STEP, MomentQuerySet
from couples import happenings, live, locks, zones
from couples.models import Couple, Happening, User
from privacy.context import as_steward

AHEAD = timedelta(days=14)
STILL_NEXT = timedelta(hours=1)
BATCH = 500

Status = Moment.Status


class NotNow(Exception):
    """It has not begun, a pause lies over it, or its time is over."""


def ahead(couple: Couple, now: datetime) -> MomentQuerySet:
    """The one that runs and those to come, but for those over which the two rest."""
    return not_over(now).filter(couple=couple).awake().order_by("starts_at")


def not_over(now: datetime) -> MomentQuerySet:
    return Moment.objects.planned().filter(starts_at__gt=now - STILL_NEXT)


def shown_to(couple: Couple, public_id: str) -> MomentQuerySet:
    """The one of this name, if these two have it on their calendar."""
    return Moment.objects.of(couple).on_the_calendar().filter(public_id=public_id)


def tally(couples: Iterable[int], *, since: date) -> dict[int, tuple[int, int]]:
    """Held and settled (held or missed) for each couple, on days from `since`: one query for all."""
    settled = Moment.objects.filter(
        couple__in=couples, on__gte=since, status__in=[Status.HELD, Status.MISSED]
    )
    rows = settled.values("couple").annotate(
        held=Count("pk", filter=Q(status=Status.HELD)), all=Count("pk")
    )
    return {row["couple"]: (row["held"], row["all"]) for row in rows}


def keep_up(couple: Couple, *, now: datetime) -> None:
    """What the hourly job does for everybody, for one couple that looks at its moments now."""
    rhythm = Rhythm.objects.of(couple).agreed().first()
    if rhythm:
        plan(rhythm, now=now)
    if Moment.objects.of(couple).to_settle(now).exists():
        with as_steward():
            settle(Moment.objects.of(couple).to_settle(now).with_rest(), now=now)


def plan_ahead(now: datetime) -> int:
    """For all couples: rows for the coming two weeks, and an end to what nobody can mark any more."""
    with as_steward():
        behind = Rhythm.objects.agreed().filter(planned_until__lt=_horizon(now))
        short = list(behind.select_related("couple")[:BATCH])
        for rhythm in short:
            plan(rhythm, now=now)
        unsettled = Moment.objects.to_settle(now).with_rest().select_related("couple")
        past = list(unsettled.order_by("starts_at")[:BATCH])
        settle(past, now=now)
    return len(short) + len(past)


@transaction.atomic
def plan(rhythm: Rhythm, *, now: datetime) -> None:
    """Adds what is missing; days that already have a moment keep it."""
    until = _horizon(now)
    if (rhythm.planned_until and rhythm.planned_until >= until) or len(rhythm.couple.people) < 2:
        return
    with as_steward():
        Moment.objects.bulk_create(_coming(rhythm, until, now), ignore_conflicts=True)
        Rhythm.objects.filter(pk=rhythm.pk).update(planned_until=until)
    rhythm.planned_until = until


def call_off_coming(couple: Couple, *, now: datetime, also_moved: bool = True) -> None:
    """What was moved lies outside the rhythm: new times need not touch it."""
    with as_steward():
        ahead = Moment.objects.of(couple).coming(now)
        ahead = ahead if also_moved else ahead.filter(moved_from=None)
        ahead.update(status=Status.CALLED_OFF, settled_at=now)


def settle(past: Iterable[Moment], *, now: datetime) -> None:
    """As the house: what was not held in time is not held, whoever said what or nothing."""
    for moment in past:
        settle_as(Status.RESTED if moment.rests else Status.MISSED, moment, now=now)


def settle_as(status: Status, moment: Moment, *, now: datetime) -> bool:
    """As the house, once: only a planned moment becomes anything else."""
    planned = Moment.objects.filter(pk=moment.pk).planned()
    if not planned.update(status=status, settled_at=now):
        return False
    moment.status, moment.settled_at = status, now
    kind = {
        Status.HELD: Happening.Kind.MOMENT_HELD,
        Status.MISSED: Happening.Kind.MOMENT_MISSED,
        Status.MOVED: Happening.Kind.MOMENT_MISSED,
    }.get(status)
    if kind:
        happenings.record(kind, couple=moment.couple, by=None, on=moment.on, now=now)
    return True


@transaction.atomic
def go_on(moment: Moment, *, from_step: int, now: datetime) -> None:
    """The next page for both; two who press at once go on by one, not by two."""
    if not moment.can_be_walked(now):
        raise NotNow
    if from_step >= LAST_STEP:
        return
    with as_steward():
        here = Moment.objects.filter(pk=moment.pk, step=from_step)
        if here.update(step=from_step + 1):
            live.publish(channel(moment))


def are_still_two(couple: Couple, person: User) -> bool:
    """Asked before writing for both; parting waits until the transaction ends, or has come first."""
    locks.hold(couple)
    return couple.memberships.filter(person=person, left_at=None).exists()


def channel(moment: Moment) -> str:
    return f"moment:{moment.public_id}"


def _horizon(now: datetime) -> date:
    return now.astimezone(UTC).date() + AHEAD


def _coming(rhythm: Rhythm, until: date, now: datetime) -> list[Moment]:
    today = now.astimezone(zones.zone(rhythm.zone)).date()
    days = [today + timedelta(days=ahead) for ahead in range((until - today).days + 1)]
    starts = {
        day: zones.to_utc(day, rhythm.at, rhythm.zone) for day in days if rhythm.falls_on(day)
    }
    missing = _without_a_moment({day: at for day, at in starts.items() if at > now}, rhythm.couple)
    return _taking_turns(missing, rhythm)


def _without_a_moment(starts: dict[date, datetime], couple: Couple) -> dict[date, datetime]:
    kept = Moment.objects.of(couple).exclude(status__in=[Status.CALLED_OFF, Status.MOVED])
    taken = set(kept.filter(on__in=starts).values_list("on", flat=True))
    return {day: at for day, at in starts.items() if day not in taken}


def _taking_turns(starts: dict[date, datetime], rhythm: Rhythm) -> list[Moment]:
    """Whoever did not speak first the last time begins; at the very first, the one who proposed."""
    speakers = _speakers(rhythm)
    return [
        Moment(
            couple=rhythm.couple,
            rhythm=rhythm,
            on=day,
            starts_at=at,
            minutes=rhythm.minutes,
            first_speaker=speakers[turn % 2],
        )
        for turn, (day, at) in enumerate(sorted(starts.items()))
    ]


def _speakers(rhythm: Rhythm) -> list[User]:
    """The two, the next to begin in front."""
    two = rhythm.couple.people
    last = Moment.objects.of(rhythm.couple).exclude(status=Status.CALLED_OFF)
    before = last.order_by("-starts_at").values_list("first_speaker", flat=True).first()
    begins = next((one for one in two if one.pk not in (before, None)), two[0])
    if before is None:
        begins = next(one for one in two if one.pk == rhythm.proposed_by_id)
    return sorted(two, key=lambda one: one.pk != begins.pk)
