"""Two partners in the same moment, on two real connections."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from django.db import connections

from care.models import Earned, Lately, Milestone
from couples.models import Couple, User
from privacy.context import as_steward, asking
from tests import factories
from tests.care import story
from tests.care.story import DAY, ONE

TIMES = 5


@pytest.fixture
def watched() -> None:
    with asking(factories.AT_THE_DOOR):
        Milestone.objects.create(
            slug="both", title="Both", line="Both.", rule={"kind": "first_day_both"}
        )


def at_once(*acts: Callable[[], None]) -> None:
    barrier = Barrier(len(acts))

    def run(act: Callable[[], None]) -> None:
        try:
            barrier.wait()
            act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        for done in [pool.submit(run, act) for act in acts]:
            done.result()


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
class TestBothAtOnce:
    def test_it_is_earned_once_and_never_missed(
        self, watched: None, couple: Couple, alice: User, bob: User
    ) -> None:
        for number in range(TIMES):
            on = DAY + number * ONE
            at_once(
                partial(story.check_in, alice, couple, on, closeness=4),
                partial(story.check_in, bob, couple, on, closeness=6),
            )
            with as_steward():
                assert [one.on for one in Earned.objects.of(couple)] == [DAY]
                assert Lately.objects.get().closeness == 5.0
