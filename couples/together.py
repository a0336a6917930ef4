"""What two have put into their next moment, to do it together. One app keeps the moments, another what can
be done then: it registers how something of its kind is found, and asks here when the next moment is.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from couples.models import Couple, User


@dataclass(frozen=True, slots=True)
class Thing:
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Occasion:
    """A moment to come; `what` is put into it by now, or nothing. Who put it there is not known."""

    url: str
    starts_at: datetime
    what: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """`agree`: the view on which the two agree on a time."""

    coming: Callable[[Couple, datetime], Occasion | None]
    put: Callable[[Couple, str, User, datetime], Occasion | None]
    take_out: Callable[[Couple, str, datetime], None]
    agree: str


Find = Callable[[str, User], Thing | None]

_kinds: dict[str, Find] = {}
_calendars: list[Calendar] = []


def register(kind: str, find: Find) -> None:
    _kinds[kind] = find


def keep(kept: Calendar) -> None:
    """There is one."""
    _calendars[:] = [kept]


def calendar() -> Calendar:
    return _calendars[0]


def name(kind: str, slug: str) -> str:
    return f"{kind}:{slug}"


def find(what: str, *, by: User) -> Thing | None:
    """As it is called now; nothing for what is not offered any more."""
    kind, _, slug = what.partition(":")
    return _kinds[kind](slug, by) if kind in _kinds else None
