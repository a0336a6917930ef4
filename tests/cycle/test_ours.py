"""The name and the ways out, as the domain keeps them."""

from datetime import datetime

import pytest

from couples import pairing, reaching
from couples.models import Couple, User
from cycle import ours
from cycle.models import Name
from privacy.context import acting_as
from privacy.identifiers import new_public_id
from tests.cycle import hard


class TestTheName:
    def test_either_gives_it_and_both_read_it(
        self, couple: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        hard.named(couple, alice, "The spin", now=now)
        assert hard.called(couple, bob).words == "The spin"
        hard.named(couple, bob, "The wind", now=now)
        assert hard.called(couple, alice) == ours.Called("The wind", 2)

    def test_whoever_read_an_older_one_is_asked(
        self, couple: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        hard.named(couple, alice, "The spin", now=now)
        with pytest.raises(ours.Changed):
            hard.named(couple, bob, "The wind", now=now, seen=0)
        hard.named(couple, alice, "The spin", now=now, seen=0)  # the same form, sent twice

    def test_can_be_taken_away(self, couple: Couple, alice: User, now: datetime) -> None:
        hard.named(couple, alice, "The spin", now=now)
        hard.named(couple, alice, "", now=now)
        assert hard.called(couple, alice) == ours.Called("", 2)

    def test_goes_with_the_couple(
        self, couple: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        hard.named(couple, alice, "The spin", now=now)
        with acting_as(alice):
            pairing.unpair(couple, by=alice, now=now)
        with acting_as(bob):
            assert not Name.objects.exists()
        with pytest.raises(reaching.NobodyThere):
            hard.named(couple, alice, "Again", now=now, seen=1)


class TestWaysOut:
    def test_say_who_marked_them(
        self, couple: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        hard.marked(couple, alice, "A hand", now=now)
        hard.marked(couple, bob, "A walk", now=now)
        seen = [(one.words, one.is_mine) for one in hard.exits(couple, alice)]
        assert seen == [("A hand", True), ("A walk", False)]

    def test_are_marked_once(self, couple: Couple, alice: User, bob: User, now: datetime) -> None:
        token = new_public_id()
        for words in ("A hand", "Another"):
            hard.marked(couple, alice, words, now=now, token=token)
        hard.marked(couple, bob, "A hand", now=now)
        assert [one.words for one in hard.exits(couple, bob)] == ["A hand"]

    def test_are_few(self, couple: Couple, alice: User, bob: User, now: datetime) -> None:
        for number in range(ours.MOST_EXITS):
            hard.marked(couple, alice, f"Number {number}", now=now)
        with pytest.raises(ours.Enough):
            hard.marked(couple, bob, "One more", now=now)
