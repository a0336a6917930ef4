"""A month of one's own, and a week, drawn."""

from collections.abc import Callable, Sequence
from datetime import date

from checkins import days
from checkins.models import CheckIn
from checkins.models.check_in import HIGHEST, number_of_hours
from couples import charts

A_LONG_NIGHT = 24  # half hours: the top of the picture
STATES = {"full": "checked in", "some": "written the day after", "none": "nothing written"}


def last_shown(entries: Sequence[CheckIn], month: date, today: date) -> date:
    """Days to come are not empty days; but who has travelled west may have written about tomorrow."""
    written = max((entry.on for entry in entries), default=month)
    return max(month, written, min(days.last_of_month(month), today))


def squares(entries: Sequence[CheckIn], month: date, end: date) -> charts.Squares:
    states = {entry.on: "some" if entry.back_filled else "full" for entry in entries}
    return charts.squares(
        states,
        month,
        end,
        STATES,
        title=f"{month:%B %Y}",
        by_week=True,
        legend=True,
    )


def trend(entries: Sequence[CheckIn], month: date, end: date) -> charts.Trend:
    return charts.trend(
        charts.Series("Closeness", [(entry.on, entry.closeness) for entry in entries]),
        charts.Series(
            "Stress",
            [(entry.on, entry.stress) for entry in entries if entry.stress is not None],
            dashed=True,
        ),
        start=month,
        end=end,
        title=f"Closeness and stress in {month:%B %Y}",
    )


def beside_each_other(entries: Sequence[CheckIn], dates: Sequence[date]) -> list[charts.Columns]:
    """Sleep, stress and closeness of the same days. What goes with what is reckoned nowhere."""

    def row(title: str, name: str, high: int, words: Callable[[int], str] = str) -> charts.Columns:
        given = [(entry.on, getattr(entry, name)) for entry in entries]
        values = {on: (value, words(value)) for on, value in given if value is not None}
        return charts.columns(title, values, dates, high=high)

    return [
        row("Hours of sleep", "sleep_half_hours", A_LONG_NIGHT, number_of_hours),
        row("Stress", "stress", HIGHEST),
        row("Closeness", "closeness", HIGHEST),
    ]
