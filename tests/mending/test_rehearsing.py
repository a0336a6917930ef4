from datetime import datetime, timedelta

import pytest

from couples import pairing
from couples.models import Couple, User
from mending import rehearsing
from mending.models import Apology, Part, Rehearsal
from privacy.context import acting_as, as_steward
from tests import factories
from tests.mending import tales
from tests.mending.tales import DID, Name


@pytest.fixture(autouse=True)
def as_alice(alice: User) -> "object":
    """Whatever a test does here by itself, alice does."""
    with acting_as(alice):
        yield


def keep(rehearsal: Rehearsal, words: str, now: datetime, name: Name = Name.REPAIR) -> bool:
    return rehearsing.keep(rehearsal, name, words=words, now=now)


class TestBeginning:
    def test_pressed_twice_it_is_begun_once(
        self, couple: Couple, alice: User, now: datetime
    ) -> None:
        first, second = (rehearsing.begin(couple, by=alice, now=now) for _ in range(2))
        assert first == second

    def test_after_one_was_said_another_is_begun(
        self, rehearsal: Rehearsal, couple: Couple, alice: User, now: datetime
    ) -> None:
        rehearsing.say(rehearsal, by=alice, now=now)
        assert rehearsing.begin(couple, by=alice, now=now) != rehearsal

    def test_begun_alone_it_is_there_when_the_partner_comes(
        self, alice: User, bob: User, now: datetime
    ) -> None:
        found = rehearsing.begin(pairing.couple_of(alice, now=now), by=alice, now=now)
        ours = factories.couple(alice, bob, now=now)
        assert rehearsing.begin(ours, by=alice, now=now) == found

    def test_what_was_meant_for_one_is_offered_to_no_other(
        self, rehearsal: Rehearsal, couple: Couple, alice: User, mallory: User, now: datetime
    ) -> None:
        pairing.unpair(couple, by=alice, now=now)
        ours = factories.couple(alice, mallory, now=now)
        assert rehearsing.mine(ours, rehearsal.public_id, by=alice) is None
        assert rehearsing.begin(ours, by=alice, now=now) != rehearsal


class TestKeeping:
    def test_a_change_is_a_new_version_and_no_change_is_none(
        self, rehearsal: Rehearsal, now: datetime
    ) -> None:
        before = rehearsal.version
        for words in ("Another offer.", "Another offer."):
            assert keep(rehearsal, words, now)
        rehearsal.refresh_from_db()
        assert rehearsal.version == before + 1
        assert rehearsing.words_of(rehearsal, Name.REPAIR) == "Another offer."

    def test_no_words_are_no_part(self, rehearsal: Rehearsal, now: datetime) -> None:
        keep(rehearsal, "", now)
        assert rehearsing.parts_of(rehearsal) == {Name.RESPONSIBILITY: DID}

    def test_what_was_said_stays(self, rehearsal: Rehearsal, alice: User, now: datetime) -> None:
        rehearsing.say(rehearsal, by=alice, now=now)
        assert not keep(rehearsal, "Too late.", now)
        assert not keep(rehearsal, "Too late.", now, Name.CHANGE)
        assert "Too late." not in rehearsing.parts_of(rehearsal).values()


class TestResting:
    def test_it_is_a_day_and_pressing_again_is_no_longer_one(
        self, rehearsal: Rehearsal, now: datetime
    ) -> None:
        for hours in (0, 5):
            rehearsing.rest(rehearsal, now=now + timedelta(hours=hours))
        rehearsal.refresh_from_db()
        assert rehearsal.rests_until == now + timedelta(days=1)
        assert rehearsal.is_resting(now)
        assert not rehearsal.is_resting(now + timedelta(days=1))


class TestThrowingAway:
    def test_nothing_is_left(self, rehearsal: Rehearsal) -> None:
        rehearsing.throw_away(rehearsal)
        assert not Rehearsal.objects.exists()
        assert not Part.objects.exists()


class TestNobodyElse:
    def test_reads_that_it_is_there(
        self, rehearsal: Rehearsal, couple: Couple, bob: User, tess: User, alice: User,
        now: datetime,
    ) -> None:  # fmt: skip
        factories.agreement(couple, tess, alice, bob, now=now)
        rehearsing.say(rehearsal, by=alice, now=now)
        for reader in (bob, tess):
            with acting_as(reader):
                assert not Rehearsal.objects.exists()
                assert not Part.objects.exists()
                assert not Apology.objects.exists()
        with as_steward():
            assert not Rehearsal.objects.exists()

    def test_finds_it_by_its_name(self, rehearsal: Rehearsal, couple: Couple, bob: User) -> None:
        with acting_as(bob):
            assert rehearsing.mine(couple, rehearsal.public_id, by=bob) is None

    def test_begins_the_same_one(
        self, rehearsal: Rehearsal, couple: Couple, bob: User, now: datetime
    ) -> None:
        assert tales.rehearsed(couple, bob, now=now).pk != rehearsal.pk
