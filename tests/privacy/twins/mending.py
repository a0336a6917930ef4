"""An apology and a line from alice to bob, and what he makes of them; and what he rehearses himself."""

from contextlib import suppress
from dataclasses import dataclass

from couples import pairing, reaching
from mending import attempting, giving, outcomes, receiving, rehearsing
from mending.models import Answer, Apology, Attempt, Phrase, Result
from privacy.context import acting_as
from tests.mending import tales
from tests.privacy.twins.stage import Stage
from tests.privacy.twins.steps import Pair

REFUSED = (giving.NotYet, reaching.Resting, reaching.NobodyThere)


@dataclass(frozen=True)
class Apologises:
    def do(self, stage: Stage, world: int) -> None:
        alice, now = stage.alice, stage.now
        rehearsal = tales.rehearsed(stage.couple, alice, now=now)
        with acting_as(alice), suppress(*REFUSED):
            giving.send(stage.couple, rehearsal, seen=rehearsal.version, by=alice, now=now)


@dataclass(frozen=True)
class LooksAtIt:
    """Alice opens the page of what she sent last."""

    def do(self, stage: Stage, world: int) -> None:
        with acting_as(stage.alice):
            hers = Apology.objects.filter(sender=stage.alice).order_by("-pk").first()
        if hers:
            stage.send("get", hers.get_absolute_url())


@dataclass(frozen=True)
class MakesOfIt:
    """None: he does not open it; “nothing”: he opens it, and notes nothing. He lets nobody know."""

    secret: Pair

    def do(self, stage: Stage, world: int) -> None:
        noted, bob = self.secret[world], stage.bob
        with acting_as(bob):
            came = Apology.objects.filter(receiver=bob).select_related("couple").order_by("-pk")
            for apology in came[:1] if noted else ():
                receiving.open_(apology, by=bob, now=stage.now)
                answer = None if noted == "nothing" else Answer(noted)
                receiving.note(apology, answer, by=bob, now=stage.now)
                receiving.put_away(apology, away=answer is None, by=bob)


@dataclass(frozen=True)
class Rehearses:
    secret: Pair

    def do(self, stage: Stage, world: int) -> None:
        words, bob = self.secret[world], stage.bob
        if words:
            with acting_as(bob):
                couple = pairing.couple_of(bob, now=stage.now)
                found = rehearsing.begin(couple, by=bob, now=stage.now)
                rehearsing.keep(found, tales.Name.REGRET, words=words, now=stage.now)
                rehearsing.rest(found, now=stage.now)


NOT_SENT = (attempting.StillOut, attempting.Enough, reaching.Resting, reaching.NobodyThere)


@dataclass(frozen=True)
class ReachesOut:
    def do(self, stage: Stage, world: int) -> None:
        if not Phrase.objects.exists():
            tales.phrases_there()
        with suppress(*NOT_SENT):
            tales.tried(stage.couple, stage.alice, now=stage.now)


@dataclass(frozen=True)
class LooksAtLine:
    """Alice opens the page of the line that she sent last; and may take it back."""

    takes_back: bool = False

    def do(self, stage: Stage, world: int) -> None:
        with acting_as(stage.alice):
            hers = Attempt.objects.filter(sender=stage.alice).order_by("-pk").first()
        if hers:
            stage.send("get", hers.get_absolute_url())
        if hers and self.takes_back:
            stage.send("post", f"{hers.get_absolute_url()}take-back/")


@dataclass(frozen=True)
class NotesOfLine:
    """None: he does not open it; “nothing”: he opens it, and puts it away. Alice notes nothing."""

    secret: Pair

    def do(self, stage: Stage, world: int) -> None:
        noted, bob, now = self.secret[world], stage.bob, stage.now
        with acting_as(bob):
            came = Attempt.objects.filter(receiver=bob).select_related("couple").order_by("-pk")
            for attempt in came[:1] if noted else ():
                outcomes.open_(attempt, by=bob, now=now)
                if noted == "nothing":
                    outcomes.put_away(attempt, away=True, by=bob, now=now)
                else:
                    with suppress(outcomes.MovedOn):
                        outcomes.note(attempt, Result(noted), by=bob, now=now)
