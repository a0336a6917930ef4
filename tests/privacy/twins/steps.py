"""What people do. A step that holds a secret of bob’s holds two, one for each of two worlds."""

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import time
from typing import Any, Protocol

from checkins import checking_in, days, drafting, marking, reading
from checkins.checking_in import Answers, Page
from checkins.moments import NotNow
from couples import agreements, journal, pairing, pauses, people, yourself
from exercises import practising
from leaving import erasing, exporting
from privacy.context import acting_as
from reminders import choosing, ticking
from tests.privacy.twins.stage import Stage

Pair = tuple[Any, Any]


class Step(Protocol):
    def do(self, stage: Stage, world: int) -> None: ...


@dataclass(frozen=True)
class Looks:
    """The one who watches opens a page."""

    page: str

    def do(self, stage: Stage, world: int) -> None:
        on = stage.alice.local_date(stage.now).isoformat()
        names = {"on": on, "moment": stage.moment.public_id, "couple": stage.couple.public_id}
        if "{session}" in self.page:
            if not (session := stage.session):
                return  # there is no such page yet
            names["session"] = session.public_id
        stage.send("get", self.page.format(**names))


@dataclass(frozen=True)
class Sends:
    """The one who watches sends a form."""

    page: str
    fields: tuple[tuple[str, str], ...] = ()

    def do(self, stage: Stage, world: int) -> None:
        facts = dict(self.fields)
        if self.page == "/check-in/":
            facts["on"] = stage.alice.local_date(stage.now).isoformat()
        stage.send("post", self.page.format(moment=stage.moment.public_id), facts)


@dataclass(frozen=True)
class ChecksIn:
    """Bob’s day. A secret of None: in that world he does not check in."""

    secret: Pair

    def do(self, stage: Stage, world: int) -> None:
        answers: Answers | None = self.secret[world]
        if answers is None:
            return
        bob, now = stage.bob, stage.now
        with acting_as(bob), suppress(checking_in.Refused):
            couple = pairing.couple_of(bob, now=now)
            on = bob.local_date(now)
            mine = days.own(bob, on)
            page = Page("page", version=mine.version if mine else 0)
            checking_in.hand_in(by=bob, couple=couple, on=on, answers=answers, page=page, now=now)


@dataclass(frozen=True)
class Drafts:
    secret: Pair

    def do(self, stage: Stage, world: int) -> None:
        if words := self.secret[world]:
            on, fields = stage.bob.local_date(stage.now), {"note": [words]}
            with acting_as(stage.bob), suppress(drafting.NotKept):
                drafting.keep(by=stage.bob, on=on, fields=fields, page=Page("page"), now=stage.now)


@dataclass(frozen=True)
class Practises:
    """Words in an exercise, and whether he finishes it."""

    secret: Pair

    def do(self, stage: Stage, world: int) -> None:
        if self.secret[world] is None:
            return
        words, finishes = self.secret[world]
        bob, now = stage.bob, stage.now
        with acting_as(bob):
            version = practising.find("a-true-thank-you", by=bob)
            assert version is not None
            sitting = practising.start(version, by=bob, now=now)
            practising.keep(sitting, practising.steps_of(version)[0], words=words, now=now)
            if finishes:
                couple = pairing.couple_of(bob, now=now)
                practising.finish(sitting, by=bob, couple=couple, now=now)


@dataclass(frozen=True)
class Marks:
    """“Not today”, “we held it”, or nothing at all."""

    secret: Pair

    def do(self, stage: Stage, world: int) -> None:
        held = self.secret[world]
        if held is not None:
            with acting_as(stage.bob), suppress(NotNow):
                marking.mark(stage.moment, held=held, by=stage.bob, now=stage.now)


@dataclass(frozen=True)
class Decides:
    """What bob lets tess see."""

    secret: Pair

    def do(self, stage: Stage, world: int) -> None:
        kinds: Collection[str] | None = self.secret[world]
        with acting_as(stage.bob):
            link = agreements.link_of(stage.couple)
            if link and kinds is not None:
                agreements.decide(link, by=stage.bob, kinds=kinds, now=stage.now)


@dataclass(frozen=True)
class Chooses:
    """What bob is called, and when he is reminded."""

    secret: Pair

    def do(self, stage: Stage, world: int) -> None:
        called, hour = self.secret[world]
        with acting_as(stage.bob):
            facts = people.profile(stage.bob) | {"called": called}
            people.describe(stage.bob, **facts)
            mine = choosing.preferences_of(stage.bob)
            quiet = {"quiet_from": time(23), "quiet_to": time(6)}
            choosing.choose(
                mine, check_in_at=time(hour), wanted=["check_in"], now=stage.now, **quiet
            )


@dataclass(frozen=True)
class IsAsked:
    """The private check: what bob answers; {} for “not now”, None for no look at it."""

    secret: Pair

    def do(self, stage: Stage, world: int) -> None:
        answers: dict[str, str] | None = self.secret[world]
        if answers is not None:
            with acting_as(stage.bob):
                yourself.answer(answers, by=stage.bob, now=stage.now)


@dataclass(frozen=True)
class Tells:
    """Tess alone, or takes it back with no words."""

    secret: Pair

    def do(self, stage: Stage, world: int) -> None:
        words = self.secret[world]
        bob, now = stage.bob, stage.now
        with acting_as(bob):
            link = agreements.link_of(stage.couple)
            if words and link:
                yourself.tell(link, words=words, with_answers=True, by=bob, now=now)
            elif not words:
                yourself.take_back(by=bob)


@dataclass(frozen=True)
class Leaves:
    """The wish to be forgotten, or the wish taken back; its day does not come meanwhile."""

    secret: Pair

    def do(self, stage: Stage, world: int) -> None:
        with acting_as(stage.bob):
            if self.secret[world]:
                erasing.ask(by=stage.bob, now=stage.now)
            else:
                erasing.take_back(by=stage.bob)


@dataclass(frozen=True)
class TakesAlong:
    """A copy of his words, which the next tick makes; or none any more."""

    secret: Pair

    def do(self, stage: Stage, world: int) -> None:
        with acting_as(stage.bob):
            if self.secret[world]:
                exporting.ask(by=stage.bob, now=stage.now)
            else:
                exporting.remove(by=stage.bob)


@dataclass(frozen=True)
class Locks:
    """A PIN before his own words; without one there is no lock, and nobody who forgot it."""

    secret: Pair

    def do(self, stage: Stage, world: int) -> None:
        pin = self.secret[world]
        with acting_as(stage.bob), suppress(journal.Refused):
            if pin:
                journal.lock(by=stage.bob, pin=pin, now=stage.now)
            else:
                journal.forget(by=stage.bob, now=stage.now)


@dataclass(frozen=True)
class Reads:
    """Bob opens alice’s day, once his own is in; from then on hers stays as it is."""

    def do(self, stage: Stage, world: int) -> None:
        with acting_as(stage.bob):
            day = days.day(stage.bob, stage.couple, stage.bob.local_date(stage.now))
            if day.mine and day.theirs:
                reading.read(day.theirs, by=stage.bob, now=stage.now)


@dataclass(frozen=True)
class Rests:
    """Bob asks for a pause, or ends it."""

    days: int

    def do(self, stage: Stage, world: int) -> None:
        with acting_as(stage.bob), suppress(pauses.PauseRunning):
            if self.days:
                pauses.begin(stage.couple, days=self.days, now=stage.now)
            else:
                pauses.end(stage.couple, now=stage.now)


@dataclass(frozen=True)
class Parts:
    def do(self, stage: Stage, world: int) -> None:
        with acting_as(stage.bob):
            pairing.unpair(stage.couple, by=stage.bob, now=stage.now)


@dataclass(frozen=True)
class Waits:
    """Time passes, and with it the clock of the house ticks."""

    hours: int

    def do(self, stage: Stage, world: int) -> None:
        stage.later(self.hours)
        ticking.tick(now=stage.now)
        stage.reads_mail()
