"""Of what check-ins remind a person: their own check-in at their hour, and a moment that is near."""

from collections.abc import Collection, Iterable
from datetime import datetime, time, timedelta

from checkins.models import CheckIn
from couples import zones
from reminders.kinds import CHECK_IN, Kind, Occasion
from reminders.models import Preferences, Reminder

DAY = timedelta(days=1)
MIDNIGHT = time(0)


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


CHECK_INS = Kind(CHECK_IN, "My check-in, at the time below", check_ins, checked_in)
