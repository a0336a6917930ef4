"""What each says afterwards, so that nobody learns what the other said.

Held: when both have said so, at once. Anything else stays open until the time for marks is over and
then reads the same for both, so “not today”, silence and “we held it” of one alone look alike.
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction

from checkins import moments
from checkins.models import Mark, Moment, Together
from checkins.moments import NotNow
from couples import live, zones
from couples.models import User
from privacy import keys
from privacy.context import as_steward
from privacy.fields import readable
from reminders import planning

MOVABLE_FOR = timedelta(days=7)

Status = Moment.Status


class AlreadyMoved(Exception):
    """A moment can be moved once."""


class DayTaken(Exception):
    """That day has a moment already."""


class OutOfReach(Exception):
    """The new time lies in the past or more than a week ahead."""


@transaction.atomic
def mark(moment: Moment, *, held: bool, by: User, now: datetime) -> None:
    if not moments.are_still_two(moment.couple, by):
        raise NotNow
    with as_steward():
        locked = _locked(moment)
    if locked.status == Status.HELD:
        return  # both have said so; a form sent twice changes nothing
    if not locked.can_be_marked(now) or locked.rests:
        raise NotNow
    Mark.objects.update_or_create(
        moment=locked, person=by, defaults={"held": held, "marked_at": now}
    )
    if held:
        _hold_if_both_say_so(locked, now=now)


def may_move(moment: Moment, *, by: User, now: datetime) -> bool:
    """After it was not held; at once for whoever has said “not today”."""
    if moment.moved_from_id or not moment.starts_at <= now < moment.starts_at + MOVABLE_FOR:
        return False
    if moment.status == Status.MISSED:
        return True
    return moment.can_be_marked(now) and said_not_today(moment, by)


def free_days(moment: Moment, *, by: User, now: datetime) -> list[date]:
    """The days of the coming week that have no moment yet."""
    today = by.local_date(now)
    week = [today + timedelta(days=ahead) for ahead in range(MOVABLE_FOR.days + 1)]
    others = Moment.objects.of(moment.couple).on_the_calendar().exclude(pk=moment.pk)
    taken = set(
        others.filter(on__in=week).exclude(status=Status.MOVED).values_list("on", flat=True)
    )
    return [day for day in week if day not in taken]


def said_not_today(moment: Moment, person: User) -> bool:
    mark = Mark.objects.filter(moment=moment, person=person).first()
    return mark is not None and not readable(mark, "held", True)


@transaction.atomic
def move(moment: Moment, *, to: datetime, by: User, now: datetime) -> Moment:
    """A new moment at the new time; the first one stays in the story as moved."""
    with as_steward():
        locked = _locked(moment)
        again = Moment.objects.filter(moved_from=locked, starts_at=to).first()
    if again:
        return again  # the same form sent twice
    if locked.status == Status.MOVED:
        raise AlreadyMoved
    if not may_move(locked, by=by, now=now):
        raise NotNow
    if not now < to <= now + MOVABLE_FOR:
        raise OutOfReach
    with as_steward():
        return _move(locked, to, now=now)


def _locked(moment: Moment) -> Moment:
    """Two who mark at once would each see only their own mark; the row makes one wait."""
    Moment.objects.select_for_update().get(pk=moment.pk)
    return Moment.objects.with_rest().select_related("couple", "rhythm").get(pk=moment.pk)


def _hold_if_both_say_so(moment: Moment, *, now: datetime) -> None:
    """The house sees both marks and can open neither; whoever marks has the keys and sees their own.
    What the two together find out stays here.
    """
    # The keys of both, always: whether the other has said anything must cost nothing that shows.
    keys.fetch(people=[one.pk for one in moment.couple.people], named=())
    with as_steward():
        marks = list(Mark.objects.filter(moment=moment))
    if len(marks) == 2 and all(readable(mark, "held", False) for mark in marks):
        with as_steward():
            moments.settle_as(Status.HELD, moment, now=now)
            live.publish(moments.channel(moment))


def _move(moment: Moment, to: datetime, *, now: datetime) -> Moment:
    if moment.status == Status.MISSED:
        Moment.objects.filter(pk=moment.pk).update(status=Status.MOVED, settled_at=now)
    else:
        moments.settle_as(Status.MOVED, moment, now=now)
    try:
        with transaction.atomic():
            moved = _at_another_time(moment, to, zones.zone(moment.rhythm.zone))
            Together.objects.filter(moment=moment).update(moment=moved)
    except IntegrityError as error:  # couple_has_one_moment_a_day
        raise DayTaken from error
    planning.again(moment.couple)
    live.publish(moments.channel(moment))
    return moved


def _at_another_time(moment: Moment, to: datetime, zone: ZoneInfo) -> Moment:
    return Moment.objects.create(
        couple=moment.couple,
        rhythm=moment.rhythm,
        on=to.astimezone(zone).date(),
        starts_at=to,
        minutes=moment.minutes,
        first_speaker=moment.first_speaker,
        moved_from=moment,
    )
