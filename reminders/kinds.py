"""What people can be reminded of. Apps above register their kinds in `AppConfig.ready()`.

A kind answers two questions about many people at once: what is coming (`occasions`), and which of
the reminders that are about to go out are no longer needed (`finished`). Both run with the eyes of
the house (`as_steward`); what they read never reaches a page, and no message shows its kind.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from reminders.models import Preferences, Reminder

HORIZON = timedelta(hours=48)
CHECK_IN = "check_in"  # the one kind that comes at an hour of the person’s own choice


@dataclass(frozen=True, slots=True)
class Occasion:
    """One thing to be reminded of.

    `occurrence` is unique within person and kind: a local date, or a row's public id. `at` is the
    instant at which the reminder is wanted; `until` the one from which it would be of no use.
    """

    person_id: int
    occurrence: str
    at: datetime
    until: datetime | None = None


Occasions = Callable[[Collection[Preferences], datetime, datetime], Iterable[Occasion]]
Finished = Callable[[Collection[Reminder], datetime], Collection[int]]


@dataclass(frozen=True, slots=True)
class Kind:
    """`occasions(people, now, until)` names what lies ahead; `finished(reminders, now)` primary keys."""

    name: str
    label: str
    occasions: Occasions
    finished: Finished


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    _kinds[kind.name] = kind


def every() -> list[Kind]:
    return list(_kinds.values())


def named(name: str) -> Kind | None:
    return _kinds.get(name)


def forget_all() -> None:
    _kinds.clear()
