from datetime import datetime, timedelta

import pytest

from couples import pairing, pauses, reaching
from couples.models import Couple, User
from mending import facts, giving, receiving, rehearsing
from mending.models import Answer, Apology, Part, Receipt, Rehearsal, Reply, Words
from privacy.context import acting_as, as_steward
from tests import factories
from tests.mending import tales
from tests.mending.tales import DID, OFFER, Name

DAY = timedelta(days=1)


def paragraphs(apology: Apology, reader: User) -> list[str]:
    with acting_as(reader):
        return giving.paragraphs(apology)


class TestSending:
    def test_both_read_it_in_its_order(
        self, couple: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        backwards = {Name.FORGIVENESS: "There is no hurry.", **dict(reversed(tales.WHOLE.items()))}
        rehearsal = tales.rehearsed(couple, alice, now=now, parts=backwards)
        apology = tales.give(couple, rehearsal, alice, now=now)
        for reader in (alice, bob):
            assert paragraphs(apology, reader) == [DID, OFFER, "There is no hurry."]

    def test_the_rehearsal_is_gone_and_gives_it_its_name(
        self, rehearsal: Rehearsal, couple: Couple, alice: User, now: datetime
    ) -> None:
        assert tales.give(couple, rehearsal, alice, now=now).public_id == rehearsal.public_id
        with acting_as(alice):
            assert not Rehearsal.objects.exists()
            assert not Part.objects.exists()

    def test_not_what_was_changed_after_it_was_read(
        self, rehearsal: Rehearsal, couple: Couple, alice: User, now: datetime
    ) -> None:
        with acting_as(alice):
            rehearsing.keep(rehearsal, Name.CHANGE, words="Next time …", now=now)
        with pytest.raises(giving.MovedOn):
            tales.give(couple, rehearsal, alice, now=now)

    def test_not_what_was_said(
        self, rehearsal: Rehearsal, couple: Couple, alice: User, now: datetime
    ) -> None:
        with acting_as(alice):
            rehearsing.say(rehearsal, by=alice, now=now)
        with pytest.raises(giving.MovedOn):
            tales.give(couple, rehearsal, alice, now=now)

    @pytest.mark.parametrize("left_out", tales.WHOLE)
    def test_not_without_the_two_parts_that_count(
        self, left_out: Name, couple: Couple, alice: User, now: datetime
    ) -> None:
        parts = tales.WHOLE | {left_out: " \n"}
        rehearsal = tales.rehearsed(couple, alice, now=now, parts=parts)
        with pytest.raises(giving.Incomplete):
            tales.give(couple, rehearsal, alice, now=now)
        with acting_as(alice):
            assert not Apology.objects.exists()

    def test_not_while_the_two_rest(
        self, rehearsal: Rehearsal, couple: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        with acting_as(bob):
            pauses.begin(couple, days=1, now=now)
        with pytest.raises(reaching.Resting):
            tales.give(couple, rehearsal, alice, now=now)
        assert tales.give(couple, rehearsal, alice, now=now + DAY).stands

    def test_one_in_a_day_taken_back_or_not(
        self, apology: Apology, couple: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        with acting_as(alice):
            giving.take_back(apology, now=now)
        with pytest.raises(giving.NotYet):
            tales.sent(couple, alice, now=now + DAY - timedelta(seconds=1))
        assert tales.sent(couple, bob, now=now).stands
        assert tales.sent(couple, alice, now=now + DAY).stands

    def test_to_nobody_who_has_gone(
        self, rehearsal: Rehearsal, couple: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        with acting_as(bob):
            pairing.unpair(couple, by=bob, now=now)
        with pytest.raises(reaching.NobodyThere):
            tales.give(couple, rehearsal, alice, now=now)


class TestTakingBack:
    def test_nothing_is_left_but_that_there_was_one(
        self, apology: Apology, alice: User, bob: User, now: datetime
    ) -> None:
        tales.answered(apology, bob, Answer.TAKEN, told=True, now=now)
        with acting_as(alice):
            giving.take_back(apology, now=now)
        for reader in (alice, bob):
            with acting_as(reader):
                for rows in (Words, Receipt, Reply):
                    assert not rows.objects.exists()
        with acting_as(bob):
            assert not Apology.objects.exists()

    def test_the_house_can_do_so_to_none_that_stands(
        self, apology: Apology, bob: User, now: datetime
    ) -> None:
        tales.answered(apology, bob, Answer.TAKEN, told=True, now=now)
        with as_steward():
            for rows in (Words, Receipt, Reply):
                rows.objects.all().delete()
            assert not Words.objects.exists()
        with acting_as(bob):
            assert Words.objects.exists()
            assert Receipt.objects.exists()
            assert Reply.objects.exists()

    def test_twice_is_once(self, apology: Apology, alice: User, now: datetime) -> None:
        with acting_as(alice):
            for hours in (0, 1):
                giving.take_back(apology, now=now + timedelta(hours=hours))
        assert tales.again(apology).taken_back_at == now


class TestParting:
    def test_the_sender_keeps_the_words_and_the_receiver_has_none(
        self, apology: Apology, couple: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        tales.answered(apology, bob, Answer.TAKEN, told=True, now=now)
        with acting_as(bob):
            pairing.unpair(couple, by=bob, now=now)
        assert paragraphs(apology, alice) == [DID, OFFER]
        assert paragraphs(apology, bob) == []
        with acting_as(bob):
            assert receiving.received(couple, apology.public_id, by=bob) is None
        with acting_as(alice):
            assert not Reply.objects.exists()


class TestTherapist:
    def test_they_see_the_day_and_nothing_else(
        self, apology: Apology, couple: Couple, alice: User, bob: User, tess: User, now: datetime
    ) -> None:
        tales.answered(apology, bob, Answer.NOT_YET, told=True, now=now)
        with acting_as(tess):
            assert facts.given(couple, since=now.date()) == []
        factories.agreement(couple, tess, alice, bob, now=now)
        with acting_as(tess):
            assert facts.given(couple, since=now.date()) == [now.date()]
            for rows in (Words, Receipt, Reply):
                assert not rows.objects.exists()
        with acting_as(alice):
            giving.take_back(apology, now=now)
        with acting_as(tess):
            assert facts.given(couple, since=now.date()) == []
