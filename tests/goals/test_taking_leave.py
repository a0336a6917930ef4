"""What somebody takes along, and that nothing of them is left."""

from datetime import datetime

import pytest

from couples.models import Couple, User
from goals.models import Draft, Goal, Ladder, Rating, Signature, Step, Version
from privacy.context import acting_as, as_steward
from tests.goals import tales
from tests.goals.tales import HOPED, TITLE
from tests.leaving import conftest as copies
from tests.leaving.conftest import erase
from tests.leaving.test_copying import everything


def test_a_copy_has_one_s_own_words(goal: Goal, alice: User, bob: User, now: datetime) -> None:
    tales.changed(goal, bob, "In his words", seen=1, now=now)
    tales.begun(alice, now=now, title="Half a sentence")
    hers, his = (everything(copies.opened(one, now)) for one in (alice, bob))
    for words in (TITLE, HOPED, "Coming closer", "Half a sentence"):
        assert words in hers
    assert "In his words" not in hers
    assert "In his words" in his
    assert "Half a sentence" not in his


@pytest.mark.parametrize("both", [True, False])
def test_a_rating_is_in_it_once_the_other_reads_it(
    both: bool, goal: Goal, alice: User, bob: User, now: datetime
) -> None:
    """A copy can be forced out of somebody."""
    tales.rated(goal, alice, Step.MUCH_LESS, now=now)
    if both:
        tales.rated(goal, bob, Step.MUCH_MORE, now=now)
    shelf = copies.read(copies.opened(alice, now))["goals_rated"]
    assert [one["step"] for one in shelf] == (["Much less than hoped"] if both else [])


def test_an_erased_one_leaves_the_other_their_own(
    goal: Goal, couple: Couple, alice: User, bob: User, now: datetime
) -> None:
    tales.changed(goal, bob, "In his words", seen=1, now=now)
    for one in (alice, bob):
        tales.rated(goal, one, Step.MORE, now=now)
    tales.begun(alice, now=now, title="Half")
    erase(alice, now)
    with acting_as(bob):
        assert [one.person_id for one in Version.objects.all()] == [bob.pk]
        assert [one.person_id for one in Rating.objects.all()] == [bob.pk]
        assert Signature.objects.count() == Ladder.objects.count() == 1
    with acting_as(alice):
        for rows in (Version, Ladder, Rating, Draft):
            assert not rows.objects.exists()
    with as_steward():
        assert Rating.objects.count() == 1
