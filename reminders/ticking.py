"""One tick of the clock, for everything that has to happen without anybody's asking.

A chore names the rows that wait for it. One round trip looks for them all, each by its index, so a
tick that finds nothing costs the same however many rows lie further ahead.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from privacy.context import as_steward
from reminders import delivering, planning
from reminders.models import Preferences, Reminder


@dataclass(frozen=True, slots=True)
class Chore:
    """`waiting` is asked with the eyes of the house; `do` may be called by two ticks at once."""

    name: str
    waiting: Callable[[datetime], Iterable[QuerySet[Any]]]
    do: Callable[[datetime], int | None]


def to_plan(now: datetime) -> list[QuerySet[Any]]:
    return [Preferences.objects.to_plan(now)]


def to_deliver(now: datetime) -> list[QuerySet[Any]]:
    return [Reminder.objects.due(now), Reminder.objects.abandoned(now)]


_before: dict[str, Chore] = {}
OURS = (
    Chore("planned", to_plan, planning.plan_all),
    Chore("sent", to_deliver, delivering.deliver),
)


def also(chore: Chore) -> None:
    """Apps above add theirs in `AppConfig.ready()`; what they write is reminded of in the same tick."""
    _before[chore.name] = chore


def tick(*, now: datetime) -> dict[str, int]:
    """Says how many rows each chore has dealt with."""
    chores = (*_before.values(), *OURS)
    busy = is_anything_due(chores, now)
    return {chore.name: (chore.do(now) or 0) if busy else 0 for chore in chores}


def is_anything_due(chores: Iterable[Chore], now: datetime) -> bool:
    with as_steward():
        first, *others = (rows.values("pk")[:1] for one in chores for rows in one.waiting(now))
        return first.union(*others, all=True).exists()
