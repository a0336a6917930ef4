"""Both write, both sign: what counts, and what either does alone."""

from datetime import datetime, timedelta

import pytest

from couples import pairing, pauses, reaching
from couples.models import Couple, User
from goals import agreeing, showing
from goals.models import Goal, Ladder, Signature, Version
from privacy.context import acting_as
from privacy.identifiers import new_public_id
from tests import factories
from tests.goals import tales
from tests.goals.tales import EVERY, HOPED, TITLE


class TestOffering:
    def test_the_other_reads_it_and_it_does_not_count_yet(
        self, offered: Goal, bob: User, now: datetime
    ) -> None:
        page = tales.page(offered, bob, now=now)
        assert page.signed is None
        assert page.offer
        assert (page.offer.worded.gist.title, page.offer.is_mine) == (TITLE, False)
        assert page.offer.worded.sentences[2] == HOPED
        assert page.round is None

    def test_one_form_offers_once(self, couple: Couple, alice: User, now: datetime) -> None:
        token = new_public_id()
        first, second = (tales.offered(couple, alice, now=now, token=token) for _ in "12")
        assert first == second
        with acting_as(alice):
            assert Version.objects.count() == Ladder.objects.count() == 1

    def test_it_takes_two(self, alice: User, now: datetime) -> None:
        with acting_as(alice):
            alone = pairing.couple_of(alice, now=now)
        with pytest.raises(reaching.NobodyThere):
            tales.offered(alone, alice, now=now)

    def test_not_in_a_rest(self, offered: Goal, couple: Couple, bob: User, now: datetime) -> None:
        with acting_as(bob):
            pauses.begin(couple, days=1, now=now)
        later = now + timedelta(hours=1)
        with pytest.raises(reaching.Resting):
            tales.offered(couple, bob, now=later)
        with pytest.raises(reaching.Resting):
            tales.signed(offered, bob, now=later)


class TestSigning:
    def test_it_counts_from_then_on(self, offered: Goal, bob: User, now: datetime) -> None:
        tales.signed(offered, bob, now=now)
        page = tales.page(offered, bob, now=now)
        assert page.signed
        assert page.offer is None
        assert page.round
        assert page.round.starts_on == now.date()

    def test_twice_is_once(self, goal: Goal, bob: User, now: datetime) -> None:
        tales.signed(goal, bob, now=now)
        with acting_as(bob):
            assert Signature.objects.count() == 1

    def test_nobody_signs_for_the_other(self, offered: Goal, alice: User, now: datetime) -> None:
        with pytest.raises(agreeing.Changed):
            tales.signed(offered, alice, now=now)

    def test_this_very_version_or_none(
        self, offered: Goal, alice: User, bob: User, now: datetime
    ) -> None:
        """Alice changes it while bob reads; what he reads is signed no more."""
        tales.changed(offered, alice, "Another one", seen=1, now=now)
        with pytest.raises(agreeing.Changed):
            tales.signed(offered, bob, seen=1, now=now)
        tales.signed(offered, bob, seen=2, now=now)
        page = tales.page(offered, alice, now=now)
        assert page.signed
        assert page.signed.gist.title == "Another one"

    def test_at_most_a_few_run(self, couple: Couple, alice: User, bob: User, now: datetime) -> None:
        waits = tales.offered(couple, alice, now=now)
        goals = [tales.agreed(couple, bob, alice, now=now) for _ in range(agreeing.MOST)]
        for act in (
            lambda: tales.signed(waits, bob, now=now),
            lambda: tales.offered(couple, bob, now=now),
        ):
            with pytest.raises(agreeing.Enough):
                act()
        assert not tales.home(couple, bob, now=now).has_room
        tales.rests(goals[0], bob, now=now)
        tales.signed(waits, bob, now=now)


class TestChanging:
    def test_the_other_writes_and_the_first_signs(
        self, offered: Goal, alice: User, bob: User, now: datetime
    ) -> None:
        tales.changed(offered, bob, "In his words", seen=1, now=now)
        tales.signed(offered, alice, seen=2, now=now)
        for one in (alice, bob):
            page = tales.page(offered, one, now=now)
            assert page.signed
            assert page.signed.gist.title == "In his words"

    def test_until_both_have_signed_the_old_words_count(
        self, goal: Goal, alice: User, bob: User, now: datetime
    ) -> None:
        later = now + EVERY
        tales.changed(goal, bob, "In his words", seen=1, now=later)
        page = tales.page(goal, alice, now=later)
        assert page.signed
        assert page.offer
        assert (page.signed.gist.title, page.offer.worded.gist.title) == (TITLE, "In his words")
        tales.signed(goal, alice, seen=2, now=later)
        again = tales.page(goal, alice, now=later)
        assert again.round
        assert (again.number, again.round.number) == (2, 1)  # rounds go on counting

    def test_of_two_at_once_one_is_asked_again(
        self, goal: Goal, alice: User, bob: User, now: datetime
    ) -> None:
        tales.changed(goal, bob, "His", seen=1, now=now)
        with pytest.raises(agreeing.Changed):
            tales.changed(goal, alice, "Hers", seen=1, now=now)

    def test_what_is_written_stays(self, goal: Goal, alice: User, now: datetime) -> None:
        with acting_as(alice):
            assert not Version.objects.update(number=7)
            assert not Ladder.objects.all().delete()[0]
            assert not Signature.objects.all().delete()[0]


class TestResting:
    @pytest.mark.parametrize("name", ["alice", "bob"])
    def test_either_alone_and_it_looks_the_same(
        self, name: str, goal: Goal, couple: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        tales.rests(goal, alice if name == "alice" else bob, now=now)
        for one in (alice, bob):
            page = tales.home(couple, one, now=now)
            assert (page.running, len(page.resting)) == ([], 1)
            assert tales.page(goal, one, now=now).round is None

    def test_nothing_goes_on(self, goal: Goal, alice: User, bob: User, now: datetime) -> None:
        tales.rests(goal, alice, now=now)
        with pytest.raises(agreeing.Changed):
            tales.changed(goal, bob, "Once more", seen=1, now=now)

    def test_an_offer_is_its_writer_s_again(
        self, offered: Goal, couple: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        tales.rests(offered, bob, now=now)
        for one in (alice, bob):
            assert tales.home(couple, one, now=now) == showing.Home([], [], [], None)
        with acting_as(bob):
            assert not Version.objects.exists()
            assert not Ladder.objects.exists()
        with acting_as(alice):
            assert Version.objects.count() == Ladder.objects.count() == 1


class TestParting:
    def test_each_keeps_their_own_words(
        self, goal: Goal, couple: Couple, alice: User, bob: User, mallory: User, now: datetime
    ) -> None:
        tales.changed(goal, bob, "In his words", seen=1, now=now)
        with acting_as(alice):
            pairing.unpair(couple, by=alice, now=now)
        factories.couple(alice, mallory, now=now)
        for one in (alice, bob):
            with acting_as(one):
                assert [row.person_id for row in Version.objects.all()] == [one.pk]
                assert [row.person_id for row in Ladder.objects.all()] == [one.pk]
                assert not Goal.objects.exists()
        with acting_as(mallory):
            assert not Version.objects.exists()
