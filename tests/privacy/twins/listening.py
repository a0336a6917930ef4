"""The two listen to each other; and what bob types meanwhile, how he finds it, what he wants kept."""

from contextlib import suppress
from dataclasses import dataclass

from couples import agreements
from listening import drafting, presence, sessions, sharing, turns
from listening.models import Session
from listening.sessions import Given
from listening.turns import Act
from privacy.context import acting_as
from tests.listening import steps
from tests.privacy.twins.stage import Stage
from tests.privacy.twins.steps import Pair, Step


@dataclass(frozen=True)
class There:
    """They begin or go on, up to here; then this happens. A step of both that bob has taken waits for alice.

    `at_once`: as the house, without the steps on the way.
    """

    at: Session.State
    then: Step
    at_once: bool = False

    def do(self, stage: Stage, world: int) -> None:
        found = stage.session
        if found is None or not found.is_open:
            found = steps.invited(stage.couple, stage.alice, now=stage.now)
        if found.state != self.at and not found.is_in(stage.bob):
            (self.jump if self.at_once else self.walk)(found, stage)
        self.then.do(stage, world)

    def walk(self, found: Session, stage: Stage) -> None:
        while found.state != self.at and (act := turns.act_of(found)):
            found = steps.take(found, act, now=stage.now)

    def jump(self, found: Session, stage: Stage) -> None:
        is_done = self.at == Session.State.DONE
        over = turns.ended(found, Session.State.DONE, now=stage.now) if is_done else {}
        found.move({"state": self.at, "host_in": False} | over, now=stage.now)


@dataclass(frozen=True)
class Types:
    secret: Pair

    def do(self, stage: Stage, world: int) -> None:
        words, found = self.secret[world], stage.session
        if found:
            with acting_as(stage.bob):
                place = found.place()
                drafting.keep(found, place=place, words=words, by=stage.bob, now=stage.now)


@dataclass(frozen=True)
class Takes:
    """A step of bob’s, and what comes with it."""

    act: Act
    secret: Pair

    def do(self, stage: Stage, world: int) -> None:
        given: Given = self.secret[world]
        if found := stage.session:
            with suppress(sessions.NotTheirStep):
                steps.take(found, self.act, stage.bob, given=given, now=stage.now)


@dataclass(frozen=True)
class Shares:
    """With tess, or not (any more)."""

    secret: Pair
    who: str = "bob"

    def do(self, stage: Stage, world: int) -> None:
        found, one = stage.session, getattr(stage, self.who)
        with acting_as(one):
            link = agreements.link_of(stage.couple)
            if found and link and self.secret[world]:
                sharing.share(found, link, by=one, now=stage.now)
            elif found:
                sharing.take_back(found, by=one)


@dataclass(frozen=True)
class LooksIn:
    """He opens the page, and says nothing."""

    secret: Pair

    def do(self, stage: Stage, world: int) -> None:
        if (found := stage.session) and self.secret[world]:
            presence.note(found, stage.bob, by_itself=False)
