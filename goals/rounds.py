"""When a goal is looked at: every two weeks from the day on which it was agreed, whatever anybody answers."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from couples import zones
from goals.models import Goal

EVERY: Final = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Round:
    """`until`: its last day."""

    number: int
    starts_on: date

    @property
    def until(self) -> date:
        return self.next_on - timedelta(days=1)

    @property
    def next_on(self) -> date:
        return self.starts_on + EVERY


def today(zone: str, now: datetime) -> date:
    return now.astimezone(zones.zone(zone)).date()


def current(goal: Goal, now: datetime) -> Round | None:
    """None: it is not agreed yet, or rests."""
    if goal.agreed_on is None or goal.ended_at is not None:
        return None
    gone = today(goal.zone, now) - goal.agreed_on
    return numbered(goal.agreed_on, max(gone // EVERY, 0))


def numbered(agreed_on: date, number: int) -> Round:
    return Round(number, agreed_on + EVERY * number)
