"""One tick of the clock, for everything that has to happen without anybody's asking."""

from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import connection

from privacy.context import as_steward
from reminders import delivering, planning

Chore = Callable[[datetime], int | None]

# Each by its own partial index, all in one round trip; written out, since to build the same question
# anew for each tick would cost more than to ask it.
IS_DUE = [
    "SELECT FROM reminders_preferences WHERE next_plan_at <= %(now)s",
    "SELECT FROM reminders_reminder WHERE state = 'planned' AND due_at <= %(now)s",
    "SELECT FROM reminders_reminder WHERE state = 'claimed' AND lease_until <= %(now)s",
]

_of_others: dict[str, Chore] = {}


def also(name: str, chore: Chore, *, due: Sequence[str] = ()) -> None:
    """Apps above add theirs in `AppConfig.ready()`.

    It runs in each tick that has something to do, and so within the hour for every person, since
    each is planned once an hour; before the planning, so that what it writes is reminded of. What
    cannot wait so long says with `due` when a tick has something to do.
    """
    _of_others[name] = chore
    IS_DUE.extend(question for question in due if question not in IS_DUE)


def tick(*, now: datetime) -> dict[str, int]:
    """Says how many rows each chore has dealt with."""
    chores = {**_of_others, "planned": planning.plan_all, "sent": delivering.deliver}
    busy = is_anything_due(now)
    return {name: (do(now) or 0) if busy else 0 for name, do in chores.items()}


def is_anything_due(now: datetime) -> bool:
    with as_steward(), connection.cursor() as cursor:
        cursor.execute(is_due(), {"now": now})
        return bool(cursor.fetchone()[0])


def is_due() -> str:
    return f"SELECT {' OR '.join(f'EXISTS ({question})' for question in IS_DUE)}"
