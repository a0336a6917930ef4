"""What bob writes in his journal, and what of it he shares."""

from contextlib import suppress
from dataclasses import dataclass

from couples import pairing, reaching
from journaling import sharing, writing
from privacy.context import acting_as
from tests.journaling import tales
from tests.privacy.twins.stage import Stage
from tests.privacy.twins.steps import Pair


@dataclass(frozen=True)
class WritesPages:
    """So many, with these words. With `lends` alice could read them for a while."""

    secret: Pair
    lends: bool = False

    def do(self, stage: Stage, world: int) -> None:
        for words in self.secret[world]:
            entry = tales.written(stage.bob, words, now=stage.now)
            if self.lends:
                with suppress(reaching.Resting):
                    tales.shared(stage.couple, stage.bob, entry=entry, now=stage.now)
                tales.taken_back(entry, stage.bob)


@dataclass(frozen=True)
class SharesPage:
    """None: it stays his own."""

    secret: Pair

    def do(self, stage: Stage, world: int) -> None:
        with acting_as(stage.bob):
            couple = pairing.couple_of(stage.bob, now=stage.now)
        entry = tales.written(stage.bob, self.secret[world] or "Mine.", now=stage.now)
        if self.secret[world]:
            tales.shared(couple, stage.bob, entry=entry, now=stage.now)


@dataclass(frozen=True)
class ReadsPages:
    """Bob reads whatever alice shares with him, or he does not; alice shares one first."""

    secret: Pair

    def do(self, stage: Stage, world: int) -> None:
        with suppress(reaching.Resting):
            tales.shared(stage.couple, stage.alice, now=stage.now)
        if self.secret[world]:
            with acting_as(stage.bob):
                for one in sharing.from_partner(stage.couple, to=stage.bob):
                    writing.page_of(one)
