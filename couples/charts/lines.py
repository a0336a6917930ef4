"""Lines over days.

Positions are percentages, so a picture keeps its letters at reading size however wide it is. They are
strings already: a template would write a decimal comma in some languages, which SVG cannot read.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple

from couples.charts import names
from couples.charts.words import short

ONE_DAY = timedelta(days=1)
LABEL_GAP = 10.0  # per cent of the height that one line of letters needs
LABEL_EDGE = 2.0
DOTS_UP_TO_DAYS = 21
POSITIONS = 512
STYLES = ("first", "second", "third", "fourth")


@dataclass(frozen=True, slots=True)
class Series:
    """What one person gave on which day. `dashed` tells the second person from the first."""

    name: str
    points: Sequence[tuple[date, float]]
    dashed: bool = False


class Dot(NamedTuple):
    x: str
    y: str


@dataclass(frozen=True, slots=True)
class Line:
    name: str
    label: str
    label_y: str
    style: str
    dashed: bool
    path: str
    dots: tuple[Dot, ...]
    last: Dot


@dataclass(frozen=True, slots=True)
class Mark:
    """A hairline across the picture with its number or day."""

    at: str
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    day: date
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Frame:
    start: date
    end: date
    low: float
    high: float
    gap: timedelta

    def x(self, day: date) -> float:
        days = (self.end - self.start).days
        return 100 * (day - self.start).days / days if days else 50.0

    def y(self, value: float) -> float:
        return 100 * (self.high - value) / (self.high - self.low)

    def dots(self, points: Sequence[tuple[date, float]]) -> list[Dot]:
        return [Dot(_text(self.x(day)), _text(self.y(value))) for day, value in points]

    @property
    def is_short(self) -> bool:
        return self.end - self.start <= self.gap * DOTS_UP_TO_DAYS


@dataclass(frozen=True)
class Trend:
    """Each part is drawn when a page first asks for it: the small picture of a caseload needs few."""

    title: str
    series: tuple[Series, ...]
    frame: _Frame

    @cached_property
    def description(self) -> str:
        return " ".join(_described(one) for one in self.series)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        return tuple(_lines(self.series, self.frame))

    @property
    def levels(self) -> tuple[Mark, ...]:
        high, low = self.frame.high, self.frame.low
        levels = (high, (low + high) / 2, low)
        return tuple(Mark(_text(self.frame.y(at)), _number(at)) for at in levels)

    @property
    def first_day(self) -> str:
        return short(self.frame.start)

    @property
    def last_day(self) -> str:
        return short(self.frame.end)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(one.name for one in self.series)

    @property
    def rows(self) -> tuple[Row, ...]:
        return tuple(_rows(self.series))


def trend(
    *series: Series,
    start: date,
    end: date,
    title: str,
    low: float = 0,
    high: float = 10,
    gap: timedelta = ONE_DAY,
) -> Trend:
    """A `gap` that is longer breaks the line; days outside `start` to `end` are left out."""
    called = names.told_apart([one.name for one in series])
    apart = (replace(one, name=name) for one, name in zip(series, called, strict=True))
    drawn = tuple(_within(one, start, end, low, high) for one in apart)
    return Trend(title, drawn, _Frame(start, end, low, high, gap))


def _within(one: Series, start: date, end: date, low: float, high: float) -> Series:
    inside = [(day, min(max(value, low), high)) for day, value in one.points if start <= day <= end]
    return Series(one.name, sorted(inside), one.dashed)


def _lines(series: Sequence[Series], frame: _Frame) -> Iterator[Line]:
    """Somebody without a value has no line, but keeps the place, so that styles never swap."""
    seen = {index: one for index, one in enumerate(series) if one.points}
    ends = {index: frame.y(one.points[-1][1]) for index, one in seen.items()}
    places, labels = spread(ends), names.labels([one.name for one in series])
    for index, one in seen.items():
        stretches = [frame.dots(part) for part in _stretches(one.points, frame.gap)]
        yield Line(
            name=one.name,
            label=labels[index],
            label_y=_text(places[index]),
            style=STYLES[index % len(STYLES)],
            dashed=one.dashed,
            path=" ".join(_path(dots) for dots in stretches if len(dots) > 1),
            dots=tuple(_dots(stretches, frame)),
            last=stretches[-1][-1],
        )


def _stretches(
    points: Sequence[tuple[date, float]], gap: timedelta
) -> Iterator[list[tuple[date, float]]]:
    """Days in a row, cut wherever one is missing."""
    stretch = [points[0]]
    for before, point in pairwise(points):
        if point[0] - before[0] > gap:
            yield stretch
            stretch = []
        stretch.append(point)
    yield stretch


def _path(dots: Sequence[Dot]) -> str:
    return "M" + " L".join(f"{dot.x} {dot.y}" for dot in dots)


def _dots(stretches: Sequence[Sequence[Dot]], frame: _Frame) -> Iterator[Dot]:
    """Every day of a short picture; of a long one only days that stand alone and have no line."""
    for dots in stretches:
        if frame.is_short or len(dots) == 1:
            yield from dots


def spread(wanted: Mapping[int, float], gap: float = LABEL_GAP) -> dict[int, float]:
    """Places for labels close to where they want to be, none on top of another, all in the picture."""
    order = sorted(wanted, key=lambda index: wanted[index])
    places: dict[int, float] = {}
    lowest = LABEL_EDGE
    for index in order:
        places[index] = max(wanted[index], lowest)
        lowest = places[index] + gap
    highest = 100 - LABEL_EDGE
    for index in reversed(order):
        places[index] = min(places[index], highest)
        highest = places[index] - gap
    return places


def _rows(series: Sequence[Series]) -> Iterator[Row]:
    known = [dict(one.points) for one in series]
    for day in sorted(set().union(*known)):
        yield Row(day, tuple(_number(one[day]) if day in one else "–" for one in known))


def _described(one: Series) -> str:
    if not one.points:
        return f"{one.name}: nothing in this time."
    (first, began), (last, ended) = one.points[0], one.points[-1]
    if first == last:
        return f"{one.name}: {_number(began)} on {short(first)}."
    values = [value for _, value in one.points]
    return (
        f"{one.name}: {_number(began)} on {short(first)}, {_number(ended)} on {short(last)}; "
        f"between {_number(min(values))} and {_number(max(values))}."
    )


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0").replace("-", "−")


@lru_cache(maxsize=POSITIONS)
def _text(position: float) -> str:
    """A caseload writes the same few positions a thousand times."""
    return f"{position:.2f}".rstrip("0").rstrip(".")
