"""One tick of the clock, for everything that has to happen without anybody's asking."""

from collections.abc import Callable, Sequence
from datetime import datetime

from privacy import ready
from privacy.context import as_steward
from reminders import delivering, planning

Chore = Callable[[datetime], int | None]

# When something is first to be done: the first entry of a partial index each, all in one round trip. The
# time of the tick is in none of them, so that one plan, which the connection keeps, is right for every tick.
FIRST = [
    "SELECT min(next_plan_at) FROM reminders_preferences",
    "SELECT min(due_at) FROM reminders_reminder WHERE state = 'planned'",
    "SELECT min(lease_until) FROM reminders_reminder WHERE state = 'claimed'",
]

_of_others: dict[str, Chore] = {}


def also(name: str, chore: Chore, *, first: Sequence[str] = ()) -> None:
    """Apps above add theirs in `AppConfig.ready()`.

    It runs in each tick that has something to do, and so within the hour for every person, since
    each is planned once an hour; before the planning, so that what it writes is reminded of. What
    cannot wait so long asks with `first` for the instant at which a tick has something to do.
    """
    _of_others[name] = chore
    FIRST.extend(question for question in first if question not in FIRST)


def tick(*, now: datetime) -> dict[str, int]:
    """Says how many rows each chore has dealt with."""
    chores = {**_of_others, "planned": planning.plan_all, "sent": delivering.deliver}
    busy = is_anything_due(now)
    return {name: (do(now) or 0) if busy else 0 for name, do in chores.items()}


def is_anything_due(now: datetime) -> bool:
    with as_steward():
        ((first,),) = ready.ask(when_first(), [])
    return first is not None and first <= now


def when_first() -> str:
    return f"SELECT least({', '.join(f'({question})' for question in FIRST)})"
