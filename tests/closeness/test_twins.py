"""Two worlds that differ in what bob says outside of what both chose, in his pace, in what he has opened and
in what he keeps to himself afterwards: whatever alice gets is the same, byte for byte and query by query.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

import pytest
import time_machine
from pytest_django import Settings

from closeness import closing, decks, doing, pacing, resting
from closeness.decks import Deck
from closeness.models import Limits
from couples import pauses
from couples.models import User
from privacy.context import acting_as
from reminders import ticking
from tests import factories
from tests.closeness import table
from tests.privacy.test_twins import difference
from tests.privacy.twins.stage import Seen, Stage, a_world

USUAL, HEAVY = 20, 680  # lives of alice, each beside fifteen of bob’s: 300 pairs, or 10,000
TWINS = 15
PARTS = 4  # so that several cores share them
HOME, CARDS = "/closeness/", "/closeness/cards/"
BESIDES = ("/", "/closeness/pace/", "/closeness/together/", "/closeness/ideas/")
SOON = timedelta(minutes=6)  # when the notice of the new page has gone out


@dataclass
class Trace:
    """`floor`: the highest level of what both choose; bob’s own is never below it.

    Names of options stand for what alice says, which is the same in both worlds, and for what bob says to
    the rest, which is not.
    """

    seed: int
    random: Random = field(init=False)
    floor: int = field(init=False)
    weeks: int = field(init=False)

    def __post_init__(self) -> None:
        self.random = Random(self.seed)  # noqa: S311 - what people do, not a secret
        self.floor = self.random.choice((1, 1, 2, 3))
        self.weeks = self.random.choice((1, 1, 1, 1, 2))

    def of(self, world: int, *what: object) -> Random:
        """The same for the same question; another in the other world."""
        return Random(f"{self.seed} {world} {what}")  # noqa: S311 - as above

    def alice_says(self, name: str) -> str | None:
        return self.of(TWINS + 1, name).choice(("enjoy", "open", "not_now", None))

    def bob_says(self, name: str, world: int) -> str | None:
        """To what she said yes to, he says in both worlds what he says in one; else as he likes."""
        dice = self.of(world, name)
        if self.alice_says(name) not in {"enjoy", "open"}:
            return dice.choice(("enjoy", "open", "not_now", None))
        if self.of(TWINS + 1, "both", name).random() < 0.5 and int(name[1]) <= self.floor:
            return dice.choice(("enjoy", "open"))
        return dice.choice(("not_now", None))

    def limits(self, world: int) -> Limits:
        dice = self.of(world, "limits")
        mine = Limits(level=dice.randint(self.floor, 7), line=dice.randint(0, 10))
        for level in range(5, dice.randint(5, mine.level + 1) if mine.level > 4 else 5):
            mine = mine.opening(level, some_day(dice))
        return mine


def some_day(dice: Random) -> date:
    return date(2026, 5, 6) + timedelta(days=dice.randint(0, 30))


@pytest.fixture
def few_options(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    made = map(Deck, ("hers", "his"))
    monkeypatch.setattr(decks, "fresh", lambda first: next(made))
    table.options_there(first=14, others=4)


@pytest.fixture
def stage(
    few_options: None,
    alice: User,
    bob: User,
    now: datetime,
    settings: Settings,
) -> Iterator[Stage]:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    couple = factories.couple(alice, bob, now=now)
    with time_machine.travel(now, tick=False) as traveller:
        people: dict[str, Any] = {
            "alice": alice,
            "bob": bob,
            "tess": alice,
            "couple": couple,
            "moment": None,
        }
        table.begin(alice, bob, now=now)
        yield Stage(**people, watcher="alice", begins=now, clock=traveller.move_to)


def lived(stage: Stage, trace: Trace, world: int) -> list[Seen]:
    with a_world(stage) as seen:
        table.limit(stage.alice, Limits(level=max(trace.floor, 2)))
        table.limit(stage.bob, trace.limits(world))
        for week in range(trace.weeks):
            table.say(stage.alice, lambda thing: trace.alice_says(thing.name), now=stage.now)
            table.say(stage.bob, lambda thing: trace.bob_says(thing.name, world), now=stage.now)
            stage.at(table.closes_at() + SOON)
            the_week_ends(stage, with_mail=trace.seed % 4 == 0)
            look(stage, HOME)
            in_private(stage, trace.of(world, "private", week), trace)
            act(stage, trace.of(TWINS + 1, "acts", week))
        look(stage, HOME, CARDS, trace.of(TWINS + 1, "last").choice(BESIDES))
    return seen


def the_week_ends(stage: Stage, *, with_mail: bool) -> None:
    if with_mail:
        ticking.tick(now=stage.now)
        stage.reads_mail()
    else:
        closing.close_all(stage.now)


def look(stage: Stage, *pages: str) -> None:
    for page in pages:
        stage.send("get", page)


def act(stage: Stage, dice: Random) -> None:
    """Alice: she does one thing, and puts another off the page."""
    items = table.items(stage.alice, now=stage.now)
    if len(items) > 1:
        stage.send("post", f"/closeness/things/{items[1][0].pk}/did/")
        stage.send("post", f"/closeness/how/{items[1][0].pk}/", {"comfort": dice.choice("369")})
    if items:
        end = dice.choice(("smaller", "not-this-week", "take-back"))
        stage.send("post", f"/closeness/things/{items[0][0].pk}/{end}/")
    if dice.random() < 0.5:
        stage.send("post", "/closeness/pace/further/")


def in_private(stage: Stage, dice: Random, trace: Trace) -> None:
    """Bob: did he do what she will say nothing of, how was it, further or back as far as what both chose."""
    bob = stage.bob
    items = table.items(bob, now=stage.now)
    with acting_as(bob):
        for item, thing in items[2:]:
            if dice.random() < 0.5:
                doing.did(item, thing, by=bob)
                comfort = dice.randint(0, 10) if trace.floor == 1 else 10
                doing.rate(item, thing, comfort, seat=table.seat(bob))
        if dice.random() < 0.5:
            pacing.step_back(table.seat(bob), trace.floor, now=stage.now)
        elif dice.random() < 0.5:
            with suppress(pacing.NotYet):
                pacing.rise(table.seat(bob), now=stage.now)


@pytest.mark.parametrize("part", range(PARTS))
def test_whatever_he_keeps_to_himself_nothing_shows(
    part: int, stage: Stage, request: pytest.FixtureRequest
) -> None:
    lives = HEAVY if request.config.getoption("--heavy") else USUAL
    for seed in range(part, lives, PARTS):
        first = lived(stage, Trace(seed), 0)
        for world in range(1, TWINS + 1):
            other = lived(stage, Trace(seed), world)
            assert first == other, f"life {seed}, twin {world}\n{unlike(first, other)}"


def test_what_both_chose_does_show(stage: Stage) -> None:
    """An eye that sees nothing is no proof."""
    pages = []
    for says in (table.yes, table.no):
        with a_world(stage) as seen:
            table.say(stage.alice, table.yes, now=stage.now)
            table.say(stage.bob, says, now=stage.now)
            stage.at(table.close() + SOON)
            look(stage, HOME)
        pages.append(seen)
    assert pages[0] != pages[1]


def test_a_stop_looks_like_any_pause(stage: Stage) -> None:
    def stops() -> None:
        with acting_as(stage.bob):
            resting.rest(table.seat(stage.bob), rests=True)

    def pauses_both() -> None:
        with acting_as(stage.bob):
            pauses.begin(stage.couple, days=3, now=stage.now)

    pages = []
    for rest in (stops, pauses_both):
        with a_world(stage) as seen:
            rest()
            look(stage, HOME, CARDS, "/closeness/pace/", "/closeness/together/")
        pages.append(seen)
    assert pages[0] == pages[1], unlike(*pages)


def unlike(one: list[Seen], other: list[Seen]) -> str:
    return "\n".join(
        difference(*pair) for pair in zip(one, other, strict=False) if pair[0] != pair[1]
    )
