"""A goal that both have signed; what bob rates of it alone, and what he begins to write."""

from contextlib import suppress
from dataclasses import dataclass

from couples import reaching
from goals import agreeing, rating, rounds
from goals.models import Goal, Step
from privacy.context import as_steward
from tests.goals import tales
from tests.privacy.twins.stage import Stage
from tests.privacy.twins.steps import Pair


def newest() -> Goal | None:
    with as_steward():
        return Goal.objects.select_related("couple").order_by("pk").last()


@dataclass(frozen=True)
class Agrees:
    """Both, unless they rest or have enough."""

    def do(self, stage: Stage, world: int) -> None:
        with suppress(reaching.Resting, agreeing.Enough, reaching.NobodyThere):
            tales.agreed(stage.couple, stage.alice, stage.bob, now=stage.now)


@dataclass(frozen=True)
class Rates:
    """Bob, alone; None: he does not."""

    secret: Pair

    def do(self, stage: Stage, world: int) -> None:
        if value := self.secret[world]:
            rates(stage, Step(value))


def rates(stage: Stage, step: Step) -> None:
    goal = newest()
    now_open = rounds.current(goal, stage.now) if goal else None
    if goal and now_open:
        with suppress(rating.Resting, rating.MovedOn):
            tales.rated(goal, stage.bob, step, number=now_open.number, now=stage.now)


@dataclass(frozen=True)
class Begins:
    """He begins to write one, and offers it to nobody."""

    secret: Pair

    def do(self, stage: Stage, world: int) -> None:
        if words := str(self.secret[world]):
            tales.begun(stage.bob, now=stage.now, title=words[:80])


@dataclass(frozen=True)
class Opens:
    """Whoever watches opens the page of the goal."""

    def do(self, stage: Stage, world: int) -> None:
        if goal := newest():
            stage.send("get", f"/goals/{goal.public_id}/")
