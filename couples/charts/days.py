"""Small squares, one a day: in a row, or as a calendar."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.utils.formats import date_format

from couples.charts.words import short

WEEKDAYS = ("M", "T", "W", "T", "F", "S", "S")
CELL = 10
GAP = 3
STEP = CELL + GAP
ROUNDED = "h5a2 2 0 0 1 2 2v5a2 2 0 0 1-2 2h-5a2 2 0 0 1-2-2v-5a2 2 0 0 1 2-2z"


@dataclass(frozen=True, slots=True)
class Square:
    x: int
    y: int
    state: str
    day: date
    label: str

    @property
    def text(self) -> str:
        """Only when a page asks: to format a date costs more than everything else here."""
        return f"{date_format(self.day, 'D j M')}: {self.label}"


@dataclass(frozen=True, slots=True)
class Heading:
    x: int
    text: str


@dataclass(frozen=True, slots=True)
class Strip:
    """All squares of one state in a row as one path: a caseload shows hundreds of them."""

    state: str
    path: str
    bars: str


@dataclass(frozen=True)
class Squares:
    """Each part is drawn when a page first asks for it: a row of a caseload needs no single squares."""

    title: str
    days: Mapping[date, str]
    labels: Mapping[str, str]
    by_week: bool
    with_legend: bool

    @cached_property
    def description(self) -> str:
        return _counted(self.days, self.labels)

    @property
    def width(self) -> int:
        return (7 if self.by_week else len(self.days)) * STEP - GAP

    @property
    def height(self) -> int:
        return max(square.y for square in self.squares) + CELL if self.by_week else CELL

    @cached_property
    def squares(self) -> tuple[Square, ...]:
        return tuple(_squares(self.days, self.labels, self.by_week))

    @cached_property
    def strips(self) -> tuple[Strip, ...]:
        return () if self.by_week else tuple(_strips(list(self.days.values())))

    @property
    def headings(self) -> tuple[Heading, ...]:
        return _weekdays() if self.by_week else ()

    @property
    def legend(self) -> tuple[tuple[str, str], ...]:
        return tuple(self.labels.items()) if self.with_legend else ()


def squares(
    days: Mapping[date, str],
    start: date,
    end: date,
    labels: Mapping[str, str],
    *,
    title: str = "",
    by_week: bool = False,
    legend: bool = False,
) -> Squares:
    """One square a day. A day that `days` does not name is "none"; `labels` says each state in words.

    `by_week`: a calendar, Monday first, with the day of the month in each square.
    """
    known = {day: days.get(day, "none") for day in _days(start, end)}
    return Squares(title or f"{short(start)} to {short(end)}", known, labels, by_week, legend)


def _squares(
    days: Mapping[date, str], labels: Mapping[str, str], by_week: bool
) -> Iterator[Square]:
    before = next(iter(days)).weekday() if by_week else 0
    for place, (day, state) in enumerate(days.items()):
        row, column = divmod(place + before, 7) if by_week else (-1, place)
        yield Square(column * STEP, (row + 1) * STEP, state, day, labels.get(state, state))


def _strips(states: Sequence[str]) -> Iterator[Strip]:
    for state in dict.fromkeys(states):
        places = [STEP * place for place, other in enumerate(states) if other == state]
        yield Strip(
            state,
            "".join(f"M{x + 2.5} .5{ROUNDED}" for x in places),
            "".join(f"M{x + 0.5} 6.5h9v3h-9z" for x in places) if state == "some" else "",
        )


def _weekdays() -> tuple[Heading, ...]:
    return tuple(Heading(place * STEP + CELL // 2, name) for place, name in enumerate(WEEKDAYS))


def _counted(known: Mapping[date, str], labels: Mapping[str, str]) -> str:
    states = list(known.values())
    counts = ((text, states.count(state)) for state, text in labels.items())
    return "; ".join(f"{text}: {count} of {len(states)} days" for text, count in counts) + "."


def _days(start: date, end: date) -> Iterator[date]:
    for number in range((end - start).days + 1):
        yield start + timedelta(days=number)
