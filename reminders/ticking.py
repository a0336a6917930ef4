"""One tick of the clock. A tick that finds nothing due has asked the database one question."""

from dataclasses import dataclass
from datetime import datetime

from privacy.context import as_steward
from reminders import delivering, planning
from reminders.models import Preferences, Reminder

HANDFULS = 20


@dataclass(frozen=True, slots=True)
class Ticked:
    planned: int = 0
    sent: int = 0


def tick(*, now: datetime) -> Ticked:
    if not is_anything_due(now):
        return Ticked()
    return Ticked(plan(now=now), delivering.deliver(now=now))


def is_anything_due(now: datetime) -> bool:
    """Three index probes in one round trip: its price does not grow with what waits."""
    with as_steward():
        people = Preferences.objects.to_plan(now).values("pk")[:1]
        due = Reminder.objects.due(now).values("pk")[:1]
        abandoned = Reminder.objects.abandoned(now).values("pk")[:1]
        return people.union(due, abandoned, all=True).exists()


def plan(*, now: datetime) -> int:
    """A bounded number of handfuls, so that a great wave of plans does not hold up what is due."""
    planned = 0
    for _ in range(HANDFULS):
        handful = planning.plan(now=now)
        planned += handful
        if handful < planning.PEOPLE:
            break
    return planned
