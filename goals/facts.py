"""What the therapist’s page may ask: what both signed, and rounds that both rated; no sentence of a step."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from couples.charts import Trend
from couples.models import Couple
from goals import attainment, pictures, rating
from goals.models import Goal, Signature, Version
from goals.rating import Shown
from goals.wording import Gist


@dataclass(frozen=True, slots=True)
class SharedGoal:
    gist: Gist
    picture: Trend | None
    rests: bool


@dataclass(frozen=True, slots=True)
class Goals:
    """`score`: of the goals that run."""

    goals: Sequence[SharedGoal]
    score: float | None
    picture: Trend | None

    @property
    def in_words(self) -> str:
        return attainment.in_words(self.score) if self.score is not None else ""


def shown(couple: Couple, *, since: date) -> Goals:
    """Called as a therapist it answers within what both agreed to. Those that rest by then are left out."""
    goals = [one for one in Goal.objects.of(couple).agreed().order_by("pk") if _is_of(one, since)]
    rated, gists = rating.shown(goals), _gists(goals)
    recent = {pk: [one for one in some if one.starts_on >= since] for pk, some in rated.items()}
    running = [recent[one.pk] for one in goals if one.is_running]
    return Goals(
        [_goal(couple, one, gists[one.pk], recent[one.pk]) for one in goals if one.pk in gists],
        attainment.latest([rating.steps_of(one) for one in running]),
        pictures.score(running),
    )


def _is_of(goal: Goal, since: date) -> bool:
    return goal.ended_at is None or goal.ended_at.date() >= since


def _goal(couple: Couple, goal: Goal, gist: Gist, shown: Sequence[Shown]) -> SharedGoal:
    picture = pictures.steps(couple.people, shown, title="Where each of them sees it")
    return SharedGoal(gist, picture, rests=goal.ended_at is not None)


def _gists(goals: Sequence[Goal]) -> dict[int, Gist]:
    """Of the newest version of each that both signed."""
    versions = Version.objects.filter(goal__in=goals).order_by("number")
    signatures = Signature.objects.filter(goal__in=goals)
    signed = set(signatures.values_list("goal", "version"))
    return {one.goal_id: Gist.of(one) for one in versions if (one.goal_id, one.number) in signed}
