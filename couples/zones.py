"""Wall clocks and zones. A time in the spring gap moves forward; in the autumn fold the first one counts."""

from datetime import UTC, date, datetime, time
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

FALLBACK = "UTC"


@cache
def names() -> frozenset[str]:
    return frozenset(
        name
        for name in available_timezones()
        if "/" in name and not name.startswith(("Etc/", "posix/", "right/", "SystemV/"))
    ) | {FALLBACK}


@cache
def zone(name: str) -> ZoneInfo:
    return ZoneInfo(name if name in names() else FALLBACK)


def to_utc(day: date, at: time, zone_name: str) -> datetime:
    """The instant of a local wall time; `fold` 0 and Python's own rule give the two DST promises."""
    return datetime.combine(day, at, tzinfo=zone(zone_name)).astimezone(UTC)


def choices() -> list[tuple[str, str]]:
    return [(name, name.replace("_", " ")) for name in sorted(names())]
