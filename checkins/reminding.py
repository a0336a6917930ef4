"""Of what check-ins remind a person: their own check-in at their hour, and a moment that is near."""

from collections.abc import Collection, Iterable
from datetime import datetime, time, timedelta

from checkins.models import CheckIn, Moment
from couples import zones
from couples.models import Happening, Membership
from reminders import planning
from reminders.kinds import CHECK_IN, Kind, Occasion
from reminders.models import Preferences, Reminder

DAY = timedelta(days=1)
MIDNIGHT = time(0)
NEAR = timedelta(minutes=30)


def tell(happening: Happening) -> None:
    planning.again(happening.couple)


def check_ins(
    people: Collection[Preferences], now: datetime, until: datetime
) -> Iterable[Occasion]:
    """Of every local day the hour that the person chose; it matters until the day is over."""
    for one in people:
        zone = one.person.time_zone
        day, last = (instant.astimezone(zones.zone(zone)).date() for instant in (now, until))
        while day <= last:
            at = zones.to_utc(day, one.check_in_at, zone)
            if now < at <= until:
                over = zones.to_utc(day + DAY, MIDNIGHT, zone)
                yield Occasion(one.person_id, day.isoformat(), at, over)
            day += DAY


def checked_in(reminders: Collection[Reminder], now: datetime) -> Collection[int]:
    done = CheckIn.objects.filter(
        person__in={one.person_id for one in reminders},
        on__in={one.occurrence for one in reminders},
    )
    days = {(person, on.isoformat()) for person, on in done.values_list("person_id", "on")}
    return [one.pk for one in reminders if (one.person_id, one.occurrence) in days]


def near_moments(
    people: Collection[Preferences], now: datetime, until: datetime
) -> Iterable[Occasion]:
    """For both, at the same instant, whatever either has said or done."""
    members = Membership.objects.filter(person__in=[one.person_id for one in people], left_at=None)
    ahead = Moment.objects.coming(now + NEAR).filter(starts_at__lte=until + NEAR)
    rows = ahead.filter(couple__in=members.values("couple")).values_list(
        "couple_id", "public_id", "starts_at"
    )
    of_couple: dict[int, list[int]] = {}
    for person, couple in members.values_list("person_id", "couple_id"):
        of_couple.setdefault(couple, []).append(person)
    for couple, public_id, starts_at in rows:
        for person in of_couple[couple]:
            yield Occasion(person, public_id, at=starts_at - NEAR, until=starts_at)


def no_longer_planned(reminders: Collection[Reminder], now: datetime) -> Collection[int]:
    """Held already, moved, or called off."""
    known = Moment.objects.planned().filter(public_id__in={one.occurrence for one in reminders})
    planned = set(known.values_list("public_id", flat=True))
    return [one.pk for one in reminders if one.occurrence not in planned]


CHECK_INS = Kind(CHECK_IN, "My check-in", check_ins, checked_in)
MOMENTS = Kind("moment", "A checking moment, half an hour before", near_moments, no_longer_planned)
