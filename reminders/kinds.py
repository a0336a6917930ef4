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
    """`occasions(people, now, until)` names what lies ahead; `finished(reminders, now)` primary keys.

    `always`: of an account, in which somebody else may act in its owner’s name. No switch, rest, parting or
    number of a day holds it back: whoever is in the account, or the other of the two, could use each.
    """

    name: str
    label: str
    occasions: Occasions
    finished: Finished
    always: bool = False

    def is_for(self, who: Preferences, *, is_in_couple: bool) -> bool:
        return self.always or (is_in_couple and who.wants(self.name))


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    _kinds[kind.name] = kind


def every() -> list[Kind]:
    return list(_kinds.values())


def chosen() -> list[Kind]:
    """Those that a person may do without."""
    return [kind for kind in _kinds.values() if not kind.always]


def is_always(name: str) -> bool:
    return name in _kinds and _kinds[name].always


def forget_all() -> None:
    _kinds.clear()
