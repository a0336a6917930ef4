"""Small squares, one a day: in a row, or as a calendar."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format

from couples.charts.words import short

WEEKDAYS = ("M", "T", "W", "T", "F", "S", "S")
CELL = 10
GAP = 3
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


@dataclass(frozen=True, slots=True)
class Squares:
    title: str
    description: str
    width: int
    height: int
    squares: tuple[Square, ...]
    strips: tuple[Strip, ...]
    headings: tuple[Heading, ...]
    legend: tuple[tuple[str, str], ...]


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
    drawn = tuple(_square(day, state, start, labels, by_week) for day, state in known.items())
    step = CELL + GAP
    return Squares(
        title=title or f"{short(start)} to {short(end)}",
        description=_counted(known, labels),
        width=max(square.x for square in drawn) + CELL if not by_week else 7 * step - GAP,
        height=max(square.y for square in drawn) + CELL,
        squares=drawn,
        strips=() if by_week else tuple(_strips(drawn)),
        headings=_weekdays() if by_week else (),
        legend=tuple(labels.items()) if legend else (),
    )


def _square(day: date, state: str, start: date, labels: Mapping[str, str], by_week: bool) -> Square:
    place = (day - start).days
    column, row = place, 0
    if by_week:
        row, column = divmod(place + start.weekday(), 7)
        row += 1
    step = CELL + GAP
    return Square(column * step, row * step, state, day, labels.get(state, state))


def _strips(drawn: Sequence[Square]) -> Iterator[Strip]:
    for state in dict.fromkeys(square.state for square in drawn):
        places = [square.x for square in drawn if square.state == state]
        yield Strip(
            state,
            "".join(f"M{x + 2.5} .5{ROUNDED}" for x in places),
            "".join(f"M{x + 0.5} 6.5h9v3h-9z" for x in places) if state == "some" else "",
        )


def _weekdays() -> tuple[Heading, ...]:
    step = CELL + GAP
    return tuple(Heading(place * step + CELL // 2, name) for place, name in enumerate(WEEKDAYS))


def _counted(known: Mapping[date, str], labels: Mapping[str, str]) -> str:
    states = list(known.values())
    counts = ((text, states.count(state)) for state, text in labels.items())
    return "; ".join(f"{text}: {count} of {len(states)} days" for text, count in counts) + "."


def _days(start: date, end: date) -> Iterator[date]:
    for number in range((end - start).days + 1):
        yield start + timedelta(days=number)
