"""Hard moments of bob: kept, begun, shared and taken back; and one that alice shares."""

from contextlib import suppress
from dataclasses import dataclass

from couples import reaching
from cycle.models import Choice
from cycle.telling import Told
from tests.cycle import hard
from tests.privacy.twins.stage import Stage
from tests.privacy.twins.steps import Pair


@dataclass(frozen=True)
class NotesOne:
    """Nothing: he notes none. Else he keeps one, and begins another."""

    secret: Pair

    def do(self, stage: Stage, world: int) -> None:
        words, bob = str(self.secret[world]), stage.bob
        if words:
            hard.noted(bob, Told(words, moves=["pursued"]), on=bob.local_date(stage.now))
            hard.begun(bob, story=words, now=stage.now)


@dataclass(frozen=True)
class Shares:
    """Alice, unless the two rest."""

    def do(self, stage: Stage, world: int) -> None:
        if not Choice.objects.exists():
            hard.choices_there()
        with suppress(reaching.Resting, reaching.NobodyThere):
            hard.shared(stage.couple, stage.alice, hard.HERS, now=stage.now)


@dataclass(frozen=True)
class TakesBack:
    """In one world he shares one and takes it back; in the other he never did."""

    secret: Pair

    def do(self, stage: Stage, world: int) -> None:
        if self.secret[world]:
            entry = hard.shared(stage.couple, stage.bob, hard.HIS, now=stage.now)
            hard.unshared(entry, stage.bob)
