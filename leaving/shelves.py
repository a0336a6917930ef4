"""What a person's copy is made of: shelves of rows. Apps above add theirs in `AppConfig.ready()`.

Rows are read with the person's own eyes (row-level security holds), as an iterator, so that a copy of
any size takes the same memory. Into a shelf belongs what the person typed or chose, and what both share;
never what only the partner or the therapist may see, nor when they did anything.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from couples.models import User

Value = str | int | bool | date | datetime | time | Sequence[str] | None
Row = Sequence[Value]
AT_A_TIME = 500  # rows fetched from the database at once
REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Shelf:
    """`columns`: the key of each value and the words for it, in the order of the values in a row."""

    name: str
    title: str
    about: str
    columns: Mapping[str, str]
    rows: Callable[[User], Iterable[Row]]


_shelves: dict[int, Shelf] = {}


def register(shelves: Mapping[int, Shelf]) -> None:
    """By their place. Each is taken once: a second shelf there would hide the first."""
    for place, shelf in shelves.items():
        if _shelves.setdefault(place, shelf) != shelf:
            raise ValueError(f"Place {place} is taken by {_shelves[place].name}.")


def every() -> list[Shelf]:
    return [_shelves[place] for place in sorted(_shelves)]
