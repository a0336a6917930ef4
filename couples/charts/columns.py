"""A column for each of a few days, with its number: a row of a table that is a picture as well."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

HEIGHT = 40  # of the picture, in its own units
LEAST = 1  # so that nothing given and 0 do not look the same


@dataclass(frozen=True, slots=True)
class Column:
    """`y` and `height` are None for a day without a value."""

    text: str
    y: int | None = None
    height: int | None = None


@dataclass(frozen=True, slots=True)
class Columns:
    name: str
    columns: Sequence[Column]


def columns(
    name: str, values: Mapping[date, tuple[float, str]], days: Sequence[date], *, high: float
) -> Columns:
    """`values`: for each day how much, from 0 to `high`, and how that is written."""
    return Columns(name, [_column(values.get(day), high) for day in days])


def _column(value: tuple[float, str] | None, high: float) -> Column:
    if value is None:
        return Column("–")
    amount, text = value
    height = max(round(HEIGHT * min(amount, high) / high), LEAST)
    return Column(text, HEIGHT - height, height)
