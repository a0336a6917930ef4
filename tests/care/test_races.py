"""Two partners in the same moment, on two real connections."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from time import sleep

import pytest
from django.db import connections

from care.models import Earned, Lately, Milestone
from couples.models import Couple, User
from privacy.context import acting_as, as_steward, asking
from tests import factories
from tests.care import story
from tests.care.story import DAY, ONE

NEXT_DAY = DAY + ONE  # the first whole day after the two joined
LONG_ENOUGH = 0.5  # for the second to come as far as it can while the first is not done


@pytest.fixture
def watched() -> None:
    with asking(factories.AT_THE_DOOR):
        Milestone.objects.create(
            slug="both", title="Both", line="Both.", rule={"kind": "first_day_both"}
        )


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
class TestBothAtOnce:
    def test_it_is_not_missed_while_neither_can_see_the_other_yet(
        self, watched: None, couple: Couple, alice: User, bob: User
    ) -> None:
        hers_is_in = Event()

        def first() -> None:
            with acting_as(alice):
                story.check_in(alice, couple, NEXT_DAY, closeness=4)
                hers_is_in.set()
                sleep(LONG_ENOUGH)
            connections.close_all()

        def second() -> None:
            hers_is_in.wait()
            story.check_in(bob, couple, NEXT_DAY, closeness=6)
            connections.close_all()

        with ThreadPoolExecutor(2) as pool:
            for done in (pool.submit(first), pool.submit(second)):
                done.result()
        with as_steward():
            assert [one.on for one in Earned.objects.of(couple)] == [NEXT_DAY]
            assert Lately.objects.get().closeness == 5.0
