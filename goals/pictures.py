"""Goals over time: a line for each of the two, or one for the number of all goals together."""

from collections.abc import Sequence
from datetime import date

from couples import charts
from couples.charts import Series, Trend
from couples.models import User
from goals import attainment, rating, rounds
from goals.rating import Shown


def steps(people: Sequence[User], shown: Sequence[Shown], *, title: str) -> Trend | None:
    """Each keeps place and line style on every page. None: there is nothing to draw."""
    if not shown:
        return None
    series = [
        Series(person.display_name, _points(person, shown), dashed=bool(place))
        for place, person in enumerate(people)
    ]
    return charts.trend(
        *series,
        start=shown[0].starts_on,
        end=shown[-1].starts_on,
        title=title,
        low=-2,
        high=2,
        gap=rounds.EVERY,
    )


def score(goals: Sequence[Sequence[Shown]]) -> Trend | None:
    points = attainment.over_time([rating.steps_of(one) for one in goals])
    if not points:
        return None
    return charts.trend(
        Series("Together", points),
        start=points[0][0],
        end=points[-1][0],
        title="All goals together",
        low=attainment.LOWEST,
        high=attainment.HIGHEST,
        gap=rounds.EVERY,
    )


def _points(person: User, shown: Sequence[Shown]) -> list[tuple[date, float]]:
    given = ((one.starts_on, one.steps.get(person.pk)) for one in shown)
    return [(on, float(step.number)) for on, step in given if step is not None]
