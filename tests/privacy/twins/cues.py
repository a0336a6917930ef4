"""A cue that alice proposes, and that bob lets rest or has not looked at."""

from contextlib import suppress
from dataclasses import dataclass

from couples import reaching
from cues import proposing
from cues.models import Proposal
from privacy.context import acting_as
from tests.cues import agreed
from tests.privacy.twins.stage import Stage
from tests.privacy.twins.steps import Pair

NOT_SENT = (reaching.Resting, reaching.NobodyThere, proposing.Enough, proposing.EnoughWaiting)


@dataclass(frozen=True)
class Proposes:
    """Alice, unless the two rest."""

    def do(self, stage: Stage, world: int) -> None:
        with suppress(*NOT_SENT):
            agreed.proposed(stage.couple, stage.alice, now=stage.now)


@dataclass(frozen=True)
class LetsRest:
    secret: Pair

    def do(self, stage: Stage, world: int) -> None:
        with acting_as(stage.bob):
            waiting = Proposal.objects.waiting(stage.now).exclude(person=stage.bob)
            hers = list(waiting.select_related("couple")) if self.secret[world] else []
        for one in hers:
            agreed.let_rest(one, stage.bob, now=stage.now)
