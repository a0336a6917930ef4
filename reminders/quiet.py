"""Quiet hours. What would fall into them waits for their end, by the person's own clock."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from couples import zones
from reminders.models import Preferences


@dataclass(frozen=True, slots=True)
class Hours:
    """From `start` up to, but not including, `end`; over midnight if need be; the same twice: none."""

    start: time
    end: time

    @classmethod
    def of(cls, person: Preferences) -> "Hours":
        return cls(person.quiet_from, person.quiet_to)

    def hold(self, clock: time) -> bool:
        if self.start <= self.end:
            return self.start <= clock < self.end
        return clock >= self.start or clock < self.end

    def loud_from(self, instant: datetime, zone: str) -> datetime:
        """The instant itself, or else the end of the quiet hours that it falls into."""
        local = instant.astimezone(zones.zone(zone))
        if not self.hold(local.time()):
            return instant
        past_midnight = local.time() < self.end
        day = local.date() if past_midnight else local.date() + timedelta(days=1)
        # In the autumn fold the first 02:30 may be over already; then the quiet ends by the second.
        end = zones.to_utc(day, self.end, zone)
        return end if end > instant else end + timedelta(hours=1)
