"""Either’s note opens once both have one; a note that stands alone is nobody’s but its writer’s."""

from datetime import datetime

import pytest

from couples import pairing
from couples.models import Couple, User
from mending import facts, outcomes
from mending.models import Attempt, Outcome, Result
from privacy.context import acting_as
from tests import factories
from tests.mending import tales

HELPED, NOT_THIS_TIME = Result.HELPED, Result.NOT_THIS_TIME


def days(couple: Couple, tess: User, now: datetime) -> list[object]:
    with acting_as(tess):
        return list(facts.tried(couple, since=now.date()))


class TestNoting:
    @pytest.mark.parametrize("first", ["alice", "bob"])
    def test_one_alone_is_seen_by_its_writer_alone(
        self, first: str, attempt: Attempt, alice: User, bob: User, now: datetime
    ) -> None:
        one, other = (alice, bob) if first == "alice" else (bob, alice)
        tales.noted(attempt, one, NOT_THIS_TIME, now=now)
        mine, theirs = tales.looked_at(attempt, one), tales.looked_at(attempt, other)
        assert (mine.mine, mine.theirs) == ("Not this time", "")
        assert (theirs.mine, theirs.theirs) == ("", "")
        with acting_as(other):
            assert not Outcome.objects.exists()

    def test_two_are_seen_by_both(
        self, attempt: Attempt, alice: User, bob: User, now: datetime
    ) -> None:
        tales.noted(attempt, alice, NOT_THIS_TIME, now=now)
        tales.noted(attempt, bob, HELPED, now=now)
        hers, his = tales.looked_at(attempt, alice), tales.looked_at(attempt, bob)
        assert (hers.mine, hers.theirs) == ("Not this time", "It helped")
        assert (his.mine, his.theirs) == ("It helped", "Not this time")

    def test_it_stays_as_it_was_noted(
        self, attempt: Attempt, alice: User, bob: User, now: datetime
    ) -> None:
        tales.noted(attempt, bob, NOT_THIS_TIME, now=now)
        with pytest.raises(outcomes.MovedOn):
            tales.noted(attempt, bob, HELPED, now=now)
        assert tales.looked_at(attempt, bob).mine == "Not this time"

    def test_nothing_is_noted_of_what_is_gone(
        self, attempt: Attempt, alice: User, bob: User, now: datetime
    ) -> None:
        tales.taken_back(attempt, alice, now=now)
        for act in (tales.read, tales.put_away):
            with pytest.raises(outcomes.MovedOn):
                act(attempt, bob, now=now)
        with pytest.raises(outcomes.MovedOn):
            tales.noted(attempt, bob, HELPED, now=now)

    def test_after_a_parting_each_keeps_their_own(
        self, attempt: Attempt, couple: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        for one in (alice, bob):
            tales.noted(attempt, one, HELPED, now=now)
        with acting_as(alice):
            pairing.unpair(couple, by=alice, now=now)
        for one in (alice, bob):
            assert tales.looked_at(attempt, one).theirs == ""


class TestTherapist:
    @pytest.mark.parametrize("kinds", [{"exercises"}, {"milestones"}])
    def test_reads_the_day_when_both_noted(
        self, kinds: set[str], attempt: Attempt, couple: Couple, alice: User, bob: User,
        tess: User, now: datetime,
    ) -> None:  # fmt: skip
        factories.agreement(couple, tess, alice, bob, now=now, kinds=kinds)
        assert days(couple, tess, now) == []
        tales.noted(attempt, alice, HELPED, now=now)
        tales.put_away(attempt, bob, now=now)
        assert days(couple, tess, now) == []
        tales.noted(attempt, bob, NOT_THIS_TIME, now=now)
        assert days(couple, tess, now) == ([attempt.on] if kinds == {"exercises"} else [])
        with acting_as(tess):
            assert not Outcome.objects.exists()
