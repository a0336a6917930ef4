"""Where each of the two sees a goal, given in private. It opens once both have rated the same version.

That is reckoned from the rows whenever they are read, by the database, so two who rate at the same instant
lose nothing; and what somebody gave alone closes with its round, for good.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction

from couples import locks, pauses
from couples.models import User
from goals import agreeing, attainment, rounds
from goals.models import Goal, Rating, Step
from privacy import context
from privacy.fields import readable

Given = tuple[int, int, int]  # that something was: for which goal (its key), round and version


class Resting(Exception):
    """While the two rest, nothing is rated."""


class MovedOn(Exception):
    """Another round or version than the page showed, or both have rated by now, or it rests."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A round that both have rated; `steps` by person, None for one that cannot be opened."""

    starts_on: date
    number: int
    steps: dict[int, Step | None]

    @property
    def both(self) -> list[int]:
        return [step.number for step in self.steps.values() if step is not None]


@transaction.atomic
def rate(goal: Goal, step: Step, *, seen: int, number: int, by: User, now: datetime) -> None:
    """`seen`: the version, `number`: the round that the page showed. Until both are in, the last counts."""
    locks.hold(goal.couple)
    goal.refresh_from_db(fields=["agreed_on", "ended_at"])
    if pauses.is_paused(goal.couple, now):
        raise Resting
    now_open, version = rounds.current(goal, now), agreeing.signed(goal)
    if not now_open or not version or (now_open.number, version.number) != (number, seen):
        raise MovedOn
    if _by_the_database(goal, now) != number:
        raise MovedOn
    in_round = Rating.objects.filter(goal=goal, round=number)
    if in_round.exclude(person=by).exists():
        raise MovedOn
    row = in_round.first()
    if row is None:
        Rating.objects.create(goal=goal, person=by, round=number, version=seen, value=step.value)
        return
    row.version, row.value = seen, step.value
    row.save(update_fields=["version", "value"])


def own(goal: Goal, number: int, *, version: int, by: User) -> Step | None:
    """What somebody gave in this round to this version, shown or not."""
    mine = Rating.objects.filter(goal=goal, round=number, version=version, person=by).first()
    value = readable(mine, "value", None) if mine else None
    return Step(value) if value is not None else None


def given(goals: Iterable[Goal], *, by: User) -> set[Given]:
    mine = Rating.objects.filter(goal__in=goals, person=by)
    return set(mine.values_list("goal", "round", "version"))


def shown(goals: Iterable[Goal]) -> dict[int, list[Shown]]:
    """Of each goal the rounds that both have rated, as far as whoever asks may know; the oldest first."""
    agreed = {one.pk: one.agreed_on for one in goals if one.agreed_on}
    pairs: dict[tuple[int, int], dict[int, Rating]] = {}
    for row in Rating.objects.filter(goal__in=agreed).order_by("round", "person"):
        pairs.setdefault((row.goal_id, row.round), {})[row.person_id] = row
    found: dict[int, list[Shown]] = {pk: [] for pk in agreed}
    for (goal, number), rows in pairs.items():
        if len(rows) == 2:
            starts_on = rounds.numbered(agreed[goal], number).starts_on
            found[goal].append(Shown(starts_on, number, _steps(rows.values())))
    return found


def steps_of(shown: Sequence[Shown]) -> dict[date, float]:
    """Where a goal stood, by the day on which a round began."""
    return {one.starts_on: attainment.of_both(one.both) for one in shown if one.both}


def _by_the_database(goal: Goal, now: datetime) -> int | None:
    """The round that it lets somebody rate: at midnight its clock may be a moment ahead, or behind."""
    context.tell_time(now)
    with connection.cursor() as cursor:
        cursor.execute("SELECT goals_round_now(%s)", [goal.pk])
        number: int | None = cursor.fetchone()[0]
    return number


def _steps(rows: Iterable[Rating]) -> dict[int, Step | None]:
    values = {one.person_id: readable(one, "value", None) for one in rows}
    return {person: None if value is None else Step(value) for person, value in values.items()}
