"""A line goes once, gently limited, and is taken back whatever the other has done."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.db.utils import ProgrammingError

from couples import pairing, pauses, reaching
from couples.models import Couple, User
from mending import attempting
from mending.models import Attempt, Noticed, Outcome, Phrase, Result, Said
from privacy.context import acting_as, as_steward, asking
from privacy.identifiers import new_public_id
from tests import factories
from tests.mending import tales
from tests.mending.tales import START_OVER

HOUR = timedelta(hours=1)
pytestmark = pytest.mark.usefixtures("phrases_there")


def words_to(attempt: Attempt, person: User) -> str:
    with acting_as(person):
        return attempting.words_of(attempt)


class TestSending:
    def test_both_read_it(self, attempt: Attempt, alice: User, bob: User) -> None:
        assert words_to(attempt, alice) == words_to(attempt, bob) == START_OVER

    def test_the_same_form_sends_once(
        self, couple: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        token = new_public_id()
        first = tales.tried(couple, alice, now=now, token=token)
        assert tales.tried(couple, alice, now=now, token=token, chosen="tea") == first
        assert words_to(first, bob) == START_OVER
        with acting_as(alice):
            assert Attempt.objects.count() == Said.objects.count() == 1

    def test_tokens_of_the_other_do_not_collide(
        self, couple: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        token = new_public_id()
        first = tales.tried(couple, alice, now=now, token=token)
        assert tales.tried(couple, bob, now=now, token=token) != first

    def test_what_it_said_outlives_the_list(self, attempt: Attempt, bob: User) -> None:
        Phrase.objects.filter(slug="start-over").update(words="Again?", retired=True)
        Phrase.objects.changed()
        assert words_to(attempt, bob) == START_OVER

    @pytest.mark.parametrize("chosen", ["gone", "", "own:A hug.", "retired"])
    def test_only_what_is_offered(
        self, chosen: str, couple: Couple, alice: User, now: datetime
    ) -> None:
        facts = {"kind": Phrase.Kind.WARMTH, "words": "Hm.", "retired": True}
        with asking(factories.CONTENT_WORK):
            Phrase.objects.create(slug="retired", **facts)
        Phrase.objects.changed()
        tales.likes(couple, alice, "retired", own=["A hug."])  # her own list, not his
        with pytest.raises(attempting.Unknown):
            tales.tried(couple, alice, now=now, chosen=chosen)

    def test_and_what_the_other_likes_to_hear(
        self, couple: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        tales.likes(couple, bob, own=["tea", "A hug."])
        sent = tales.tried(couple, alice, now=now, chosen="own:tea")
        assert words_to(sent, bob) == "tea"


class TestLimits:
    def test_one_is_out_at_a_time(
        self, attempt: Attempt, couple: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        with pytest.raises(attempting.StillOut):
            tales.tried(couple, alice, now=now + HOUR)
        tales.tried(couple, bob, now=now + HOUR)
        tales.tried(couple, alice, now=now + 25 * HOUR)

    def test_whatever_the_other_does_with_it(
        self, attempt: Attempt, couple: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        tales.noted(attempt, bob, Result.HELPED, now=now)
        tales.put_away(attempt, bob, now=now)
        with pytest.raises(attempting.StillOut):
            tales.tried(couple, alice, now=now + HOUR)

    @pytest.mark.parametrize("ends", ["noted", "put_away", "taken_back"])
    def test_until_the_sender_is_done_with_it(
        self, ends: str, attempt: Attempt, couple: Couple, alice: User, now: datetime
    ) -> None:
        done: dict[str, Callable[[], None]] = {
            "noted": lambda: tales.noted(attempt, alice, Result.HELPED, now=now),
            "put_away": lambda: tales.put_away(attempt, alice, now=now),
            "taken_back": lambda: tales.taken_back(attempt, alice, now=now),
        }
        done[ends]()
        assert tales.tried(couple, alice, now=now) != attempt

    def test_three_in_a_day_taken_back_or_not(
        self, couple: Couple, alice: User, now: datetime
    ) -> None:
        for hours in range(3):
            one = tales.tried(couple, alice, now=now + hours * HOUR)
            tales.taken_back(one, alice, now=now + hours * HOUR)
        with pytest.raises(attempting.Enough):
            tales.tried(couple, alice, now=now + 23 * HOUR)
        tales.tried(couple, alice, now=now + 24 * HOUR)

    def test_none_while_the_two_rest(
        self, couple: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        with acting_as(bob):
            pauses.begin(couple, days=2, now=now)
        with pytest.raises(reaching.Resting):
            tales.tried(couple, alice, now=now + HOUR)

    def test_none_to_nobody(self, couple: Couple, alice: User, bob: User, now: datetime) -> None:
        with acting_as(bob):
            pairing.unpair(couple, by=bob, now=now)
        with acting_as(alice):
            alone = pairing.couple_of(alice, now=now)
        with pytest.raises(reaching.NobodyThere):
            tales.tried(alone, alice, now=now)


class TestTakingBack:
    @pytest.mark.parametrize("result", [None, *Result])
    def test_nothing_is_left_to_read_whatever_was_noted(
        self, result: Result | None, attempt: Attempt, alice: User, bob: User, now: datetime
    ) -> None:
        if result:
            tales.noted(attempt, bob, result, now=now)
        tales.taken_back(attempt, alice, now=now)
        for one in (alice, bob):
            with acting_as(one):
                for rows in (Said, Noticed, Outcome):
                    assert not rows.objects.exists()
        with acting_as(bob):
            assert not Attempt.objects.exists()

    def test_not_once_they_noted_it_themselves(
        self, attempt: Attempt, alice: User, now: datetime
    ) -> None:
        tales.noted(attempt, alice, Result.A_LITTLE, now=now)
        with pytest.raises(attempting.TooLate):
            tales.taken_back(attempt, alice, now=now)


class TestTheDatabase:
    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE mending_said SET words = words",
            "UPDATE mending_attempt SET taken_back_at = now()",
            "DELETE FROM mending_said",
            "DELETE FROM mending_attempt",
            "UPDATE mending_outcome SET result = result",
            "DELETE FROM mending_outcome",
        ],
    )
    def test_lets_neither_change_what_stands(
        self, statement: str, attempt: Attempt, alice: User, bob: User, now: datetime
    ) -> None:
        for one in (alice, bob):
            tales.noted(attempt, one, Result.HELPED, now=now)
        for one in (alice, bob):
            with acting_as(one), connection.cursor() as cursor:
                cursor.execute(statement)
                assert cursor.rowcount == 0

    def test_lets_nobody_note_for_the_other(
        self, attempt: Attempt, alice: User, bob: User, mallory: User, now: datetime
    ) -> None:
        for asker, person in ((alice, bob), (bob, alice), (mallory, mallory)):
            row = Outcome(attempt=attempt, person=person, result=Result.HELPED)
            with acting_as(asker), pytest.raises(ProgrammingError, match="row-level security"):
                row.save()


class TestOthers:
    def test_a_stranger_finds_nothing(
        self, attempt: Attempt, other_couple: Couple, mallory: User
    ) -> None:
        with acting_as(mallory):
            assert attempting.between(other_couple, attempt.public_id, by=mallory) is None
            for rows in (Attempt, Said, Noticed, Outcome):
                assert not rows.objects.exists()

    def test_after_a_parting_the_receiver_reads_nothing(
        self, attempt: Attempt, couple: Couple, alice: User, bob: User, mallory: User, now: datetime
    ) -> None:
        with acting_as(alice):
            pairing.unpair(couple, by=alice, now=now)
        factories.couple(bob, mallory, now=now)
        with acting_as(bob):
            assert not Attempt.objects.exists()
            assert not Said.objects.exists()

    def test_the_house_counts_no_words(self, attempt: Attempt) -> None:
        with as_steward():
            assert not Said.objects.exists()
