"""What somebody takes along of their apologies, and what is left when one of the two is erased."""

from datetime import datetime, timedelta

import pytest

from couples.models import Couple, User
from leaving import erasing
from mending import giving
from mending.models import (
    Answer,
    Apology,
    Attempt,
    Liked,
    Noticed,
    Outcome,
    Part,
    Receipt,
    Rehearsal,
    Reply,
    Result,
    Said,
    Words,
)
from privacy.context import acting_as, as_steward
from tests.leaving import conftest as copies
from tests.leaving.conftest import erase
from tests.leaving.test_copying import everything
from tests.mending import tales
from tests.mending.tales import DID, OFFER, START_OVER, Name

DAY = timedelta(days=1)


class TestCopy:
    def test_of_the_sender(
        self, apology: Apology, couple: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        """Their words, sent and rehearsed; nothing of the other’s, even what they were told."""
        tales.answered(apology, bob, Answer.NOT_YET, told=True, now=now)
        tales.rehearsed(couple, alice, now=now, parts={Name.REGRET: "Not yet said."})
        file = everything(copies.opened(alice, now))
        for words in (DID, OFFER, "Not yet said."):
            assert words in file
        assert "Thank you, not yet." not in file

    @pytest.mark.parametrize("told", [True, False])
    def test_of_the_receiver(self, told: bool, apology: Apology, bob: User, now: datetime) -> None:
        """What they told, and not what they noted alone: a copy can be forced out of somebody."""
        tales.answered(apology, bob, Answer.NOT_YET, told=told, now=now)
        file = everything(copies.opened(bob, now))
        assert ("Thank you, not yet." in file) == told
        assert DID not in file


class TestErasure:
    def test_of_the_sender_leaves_nothing_to_read(
        self, apology: Apology, couple: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        tales.answered(apology, bob, Answer.TAKEN, told=True, now=now)
        tales.rehearsed(couple, alice, now=now)
        erase(alice, now)
        with acting_as(bob):
            for theirs_or_own in (Apology, Words, Receipt, Reply):
                assert not theirs_or_own.objects.exists()
        with as_steward():
            assert not Apology.objects.standing().exists()
        with acting_as(alice):
            for rows in (Words, Rehearsal, Part):
                assert not rows.objects.exists()

    def test_of_the_receiver_leaves_the_sender_their_words(
        self, apology: Apology, alice: User, bob: User, now: datetime
    ) -> None:
        tales.answered(apology, bob, Answer.TAKEN, told=True, now=now)
        erase(bob, now)
        with acting_as(alice):
            assert giving.paragraphs(apology) == [DID, OFFER]
            assert not Reply.objects.exists()
        with as_steward():
            assert not Receipt.objects.exists()

    def test_the_wish_alone_changes_nothing(
        self, apology: Apology, alice: User, bob: User, now: datetime
    ) -> None:
        with acting_as(alice):
            erasing.ask(by=alice, now=now)
        erasing.carry_on(now + DAY)
        with acting_as(bob):
            assert giving.paragraphs(apology) == [DID, OFFER]


class TestLines:
    def test_a_copy_holds_ones_list_and_what_one_sent(
        self, attempt: Attempt, couple: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        tales.likes(couple, alice, "tea", own=["A hug."])
        tales.likes(couple, bob, own=["His own."])
        file = everything(copies.opened(alice, now))
        for words in ("I have made tea.", "A hug.", START_OVER):
            assert words in file
        assert "His own." not in file

    @pytest.mark.parametrize("both", [True, False])
    def test_a_note_is_in_it_once_the_other_reads_it(
        self, both: bool, attempt: Attempt, alice: User, bob: User, now: datetime
    ) -> None:
        """A copy can be forced out of somebody."""
        tales.noted(attempt, bob, Result.NOT_THIS_TIME, now=now)
        if both:
            tales.noted(attempt, alice, Result.HELPED, now=now)
        file = everything(copies.opened(bob, now))
        assert ("Not this time" in file) == both
        assert "It helped" not in file
        assert START_OVER not in file

    def test_an_erased_sender_leaves_nothing_to_read(
        self, attempt: Attempt, couple: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        tales.likes(couple, alice, "tea")
        tales.noted(attempt, alice, Result.HELPED, now=now)
        tales.noted(attempt, bob, Result.HELPED, now=now)
        erase(alice, now)
        with acting_as(bob):
            for theirs in (Attempt, Said, Liked, Noticed, Outcome):
                assert not theirs.objects.exists()
        with acting_as(alice):
            for own in (Said, Liked, Noticed, Outcome):
                assert not own.objects.exists()

    def test_an_erased_receiver_leaves_the_sender_their_words(
        self, attempt: Attempt, alice: User, bob: User, now: datetime
    ) -> None:
        tales.noted(attempt, bob, Result.HELPED, now=now)
        erase(bob, now)
        assert tales.looked_at(attempt, alice).words == START_OVER
        with as_steward():
            assert not Outcome.objects.exists()
            assert not Noticed.objects.exists()
