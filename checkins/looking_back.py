"""A month of one's own, drawn."""

from collections.abc import Sequence
from datetime import date

from checkins import days
from checkins.models import CheckIn
from couples import charts

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
