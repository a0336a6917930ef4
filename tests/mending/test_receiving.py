"""What the receiver makes of it stays with them until they let the other know."""

from datetime import datetime

import pytest
from django.db import connection
from django.db.utils import ProgrammingError

from couples.models import Couple, User
from mending import giving, receiving
from mending.models import Answer, Apology, Receipt, Reply
from privacy.context import acting_as
from tests.mending import tales


def told(apology: Apology, alice: User) -> str:
    with acting_as(alice):
        return giving.of(apology).reply


class TestNoting:
    def test_it_is_for_oneself(
        self, apology: Apology, alice: User, bob: User, now: datetime
    ) -> None:
        tales.opened(apology, bob, now=now)
        tales.answered(apology, bob, Answer.NOT_YET, now=now)
        assert tales.opened(apology, bob, now=now).noted == Answer.NOT_YET
        assert told(apology, alice) == ""
        with acting_as(alice):
            assert not Receipt.objects.exists()
            assert not Reply.objects.exists()

    def test_it_can_be_nothing_again(self, apology: Apology, bob: User, now: datetime) -> None:
        tales.answered(apology, bob, Answer.TAKEN, now=now)
        with acting_as(bob):
            receiving.note(apology, None, by=bob, now=now)
        assert tales.opened(apology, bob, now=now).noted is None


class TestTelling:
    def test_the_other_reads_it(
        self, apology: Apology, alice: User, bob: User, now: datetime
    ) -> None:
        tales.answered(apology, bob, Answer.NOT_YET, told=True, now=now)
        assert told(apology, alice) == "Thank you, not yet."

    def test_what_is_noted_later_is_not_told(
        self, apology: Apology, alice: User, bob: User, now: datetime
    ) -> None:
        tales.answered(apology, bob, Answer.TAKEN, told=True, now=now)
        tales.answered(apology, bob, Answer.NOT_YET, now=now)
        assert told(apology, alice) == "I take it. Thank you."
        shown = tales.opened(apology, bob, now=now)
        assert (shown.noted, shown.told) == (Answer.NOT_YET, Answer.TAKEN)

    @pytest.mark.parametrize("noted", [None, Answer.TAKEN])
    def test_only_what_is_noted_can_be_told(
        self, noted: Answer | None, apology: Apology, alice: User, bob: User, now: datetime
    ) -> None:
        with acting_as(bob):
            receiving.note(apology, noted, by=bob, now=now)
            with pytest.raises(receiving.MovedOn):
                receiving.tell(apology, Answer.NOT_YET, by=bob)
        assert told(apology, alice) == ""

    def test_nothing_of_one_that_was_taken_back(
        self, apology: Apology, alice: User, bob: User, now: datetime
    ) -> None:
        tales.answered(apology, bob, Answer.TAKEN, now=now)
        with acting_as(alice):
            giving.take_back(apology, now=now)
        with acting_as(bob):
            with pytest.raises(receiving.MovedOn):
                receiving.note(apology, Answer.TAKEN, by=bob, now=now)
            with pytest.raises(receiving.MovedOn):
                receiving.tell(apology, Answer.TAKEN, by=bob)


class TestTheSender:
    """Whatever page they go past, the database knows who they are."""

    def test_cannot_answer_for_the_other(self, apology: Apology, alice: User) -> None:
        whose = {"apology": apology, "person": alice, "answer": Answer.TAKEN}
        for row in (Receipt(**whose, opened_at=apology.sent_at), Reply(**whose)):
            with acting_as(alice), pytest.raises(ProgrammingError, match="row-level security"):
                row.save()

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE mending_words SET parts = parts",
            "UPDATE mending_apology SET taken_back_at = now()",
            "UPDATE mending_apology SET receiver_id = sender_id",
            "DELETE FROM mending_words",
            "DELETE FROM mending_apology",
        ],
    )
    def test_changes_nothing_of_what_was_sent(
        self, statement: str, apology: Apology, alice: User
    ) -> None:
        with acting_as(alice), connection.cursor() as cursor:
            cursor.execute(statement)
            assert cursor.rowcount == 0


class TestStrangers:
    def test_find_nothing(
        self, apology: Apology, other_couple: Couple, mallory: User, bob: User, now: datetime
    ) -> None:
        tales.answered(apology, bob, Answer.TAKEN, told=True, now=now)
        with acting_as(mallory):
            for rows in (Apology, Receipt, Reply):
                assert not rows.objects.exists()
            assert receiving.received(other_couple, apology.public_id, by=mallory) is None
