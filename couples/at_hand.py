"""One calm line beside what the two do together just now: a moment, a session. One app has such a line;
others have the pages, and ask here for it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from couples.models import Couple


@dataclass(frozen=True, slots=True)
class Line:
    """The same for both."""

    title: str
    words: str


Find = Callable[[Couple, datetime], Line | None]

_finds: list[Find] = []


def keep(find: Find) -> None:
    """There is one."""
    _finds[:] = [find]


def line(couple: Couple, now: datetime) -> Line | None:
    return _finds[0](couple, now) if _finds else None
