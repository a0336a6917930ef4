"""A round closes on Sunday at six in the evening, by the clock of whoever of the two was here first."""

from datetime import date, datetime, time, timedelta
from typing import Final

from couples import zones

SUNDAY: Final = 6
HOUR: Final = time(18)
WEEK: Final = timedelta(days=7)


def next_close(now: datetime, zone: str) -> tuple[date, datetime]:
    """The first one after now: its local day, and its instant."""
    today = now.astimezone(zones.zone(zone)).date()
    day = today + timedelta(days=(SUNDAY - today.weekday()) % 7)
    if zones.to_utc(day, HOUR, zone) <= now:
        day += WEEK
    return day, zones.to_utc(day, HOUR, zone)
