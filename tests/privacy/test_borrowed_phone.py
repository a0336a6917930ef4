"""The lock of one’s own words is closed, and the other of the two holds the phone: Today tells nothing of
what its owner made of something, which the page behind the lock keeps to itself (0071, 0110, 0130).
"""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from time_machine import TimeMachineFixture

from couples import journal, yourself
from couples.models import Couple, User
from goals.models import Step
from mending import rehearsing
from privacy.context import acting_as
from tests.checkins import wishes
from tests.conftest import ClientOf
from tests.cues import agreed
from tests.goals import tales as goals
from tests.mending import tales
from tests.privacy import masks

PIN, TODAY = "402871", "/"
Act = Callable[[], object]
Story = Callable[[Couple, User, User, datetime], tuple[Act, str]]


def a_letter(ours: Couple, alice: User, bob: User, now: datetime) -> tuple[Act, str]:
    sent = tales.sent(ours, alice, now=now)
    return lambda: tales.opened(sent, bob, now=now), "has written something to you"


def a_line(ours: Couple, alice: User, bob: User, now: datetime) -> tuple[Act, str]:
    tales.phrases_there()
    sent = tales.tried(ours, alice, now=now)
    return lambda: tales.read(sent, bob, now=now), "has sent you a line"


def a_cue(ours: Couple, alice: User, bob: User, now: datetime) -> tuple[Act, str]:
    waits = agreed.proposed(ours, alice, now=now)
    return lambda: agreed.let_rest(waits, bob, now=now), "A cue for the two of you"


def a_goal(ours: Couple, alice: User, bob: User, now: datetime) -> tuple[Act, str]:
    goal = goals.agreed(ours, alice, bob, now=now)
    return lambda: goals.rated(goal, bob, Step.LESS, now=now), "How far have you two come?"


def a_rehearsal(ours: Couple, alice: User, bob: User, now: datetime) -> tuple[Act, str]:
    """Here it is the beginning that shows, once it has rested."""
    begun = now - timedelta(days=3)

    def rehearse() -> None:
        found = tales.rehearsed(ours, bob, now=begun)
        with acting_as(bob):
            rehearsing.rest(found, now=begun)

    return rehearse, "Something that you wrote has rested"


@pytest.fixture(autouse=True)
def time_stands(time_machine: TimeMachineFixture, now: datetime) -> None:
    time_machine.move_to(now, tick=False)


@pytest.fixture
def his(couple: Couple, alice: User, bob: User, client_of: ClientOf, now: datetime) -> Client:
    """Nothing else is offered before these."""
    wishes.agreed(couple, alice, bob, now=now)
    with acting_as(bob):
        yourself.skip(by=bob, now=now)
        journal.lock(by=bob, pin=PIN, now=now)
    return client_of(bob)


def looked(browser: Client) -> tuple[bytes, int]:
    with CaptureQueriesContext(connection) as captured:
        answer = browser.get(TODAY)
    return masks.without_csrf(answer.content), len(captured)


@pytest.mark.parametrize("story", [a_letter, a_line, a_cue, a_goal, a_rehearsal])
class TestToday:
    def test_is_the_same_whatever_its_owner_did(
        self, story: Story, couple: Couple, alice: User, bob: User, his: Client, now: datetime
    ) -> None:
        act, _ = story(couple, alice, bob, now)
        his.get(TODAY)  # what is made once is made
        before = looked(his)
        act()
        assert looked(his) == before

    def test_with_the_pin_it_offers_what_waits(
        self, story: Story, couple: Couple, alice: User, bob: User, his: Client, now: datetime
    ) -> None:
        act, words = story(couple, alice, bob, now)
        if story is a_rehearsal:
            act()
        his.post("/settings/journal/open/", {"pin": PIN, "next": TODAY})
        assert words in his.get(TODAY).content.decode()
