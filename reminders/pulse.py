"""When the last tick was through: a health check reads here whether beat, broker and worker run."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.cache import cache

KEY = "reminders.pulse"
MISSED_TICKS = 5


def note(*, now: datetime) -> None:
    cache.set(KEY, now, timeout=None)


def is_steady(*, now: datetime) -> bool:
    last: datetime | None = cache.get(KEY)
    return last is not None and now - last < timedelta(seconds=MISSED_TICKS * settings.TICK_SECONDS)
