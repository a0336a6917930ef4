"""Check-ins of two people as pictures. Each keeps their place and line style on every page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from care.caseload import SHOWN_DAYS, Row
from checkins.facts import Rating
from couples import charts
from couples.charts import Series, Squares, Trend
from couples.models import User

IN_WORDS = {"full": "checked in", "none": "no check-in"}


@dataclass(frozen=True, slots=True)
class Days:
    name: str
    squares: Squares
    dashed: bool


@dataclass(frozen=True, slots=True)
class Card:
    """A couple as the caseload shows it; without pictures where both have not agreed to them."""

    row: Row
    days: Sequence[Days]
    trends: Sequence[Trend]


def cards(rows: Sequence[Row], today: date) -> list[Card]:
    return [_card(row, today - SHOWN_DAYS + timedelta(days=1), today) for row in rows]


def _card(row: Row, start: date, end: date) -> Card:
    if "ratings" not in row.kinds:
        return Card(row, (), ())
    drawn = (row.people, row.ratings, start, end)
    return Card(row, days(*drawn), (closeness(*drawn), stress(*drawn)))


def days(people: Sequence[User], ratings: Sequence[Rating], start: date, end: date) -> list[Days]:
    names = charts.told_apart([person.display_name for person in people])
    return [
        Days(name, _squares(name, person.pk, ratings, start, end), dashed=bool(place))
        for place, (name, person) in enumerate(zip(names, people, strict=True))
    ]


def closeness(people: Sequence[User], ratings: Sequence[Rating], start: date, end: date) -> Trend:
    given = [(one.person_id, one.on, one.closeness) for one in ratings]
    return _trend("Closeness", people, given, start, end)


def stress(people: Sequence[User], ratings: Sequence[Rating], start: date, end: date) -> Trend:
    given = [(one.person_id, one.on, one.stress) for one in ratings if one.stress is not None]
    return _trend("Stress", people, given, start, end)


def _squares(name: str, of: int, ratings: Sequence[Rating], start: date, end: date) -> Squares:
    given = {one.on: "full" for one in ratings if one.person_id == of}
    return charts.squares(given, start, end, IN_WORDS, title=f"Check-ins of {name}")


def _trend(
    title: str,
    people: Sequence[User],
    given: Sequence[tuple[int, date, int]],
    start: date,
    end: date,
) -> Trend:
    points: dict[int, list[tuple[date, int]]] = {person.pk: [] for person in people}
    for person_id, on, value in given:
        if person_id in points:
            points[person_id].append((on, value))
    series = [
        Series(person.display_name, points[person.pk], dashed=bool(place))
        for place, person in enumerate(people)
    ]
    return charts.trend(*series, start=start, end=end, title=title)
