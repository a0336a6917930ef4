"""One proposes, the other signs or lets it rest; words change by a new version; either retires it alone."""

from datetime import datetime, timedelta

import pytest

from couples import pairing, pauses, reaching
from couples.models import Couple, User
from cues import proposing
from cues.models import Proposal, SetAside, Signature
from cues.models.proposal import WAITS_FOR
from privacy.context import acting_as
from privacy.identifiers import new_public_id
from tests.cues import agreed
from tests.cues.agreed import HAND, HUM, LAMP

DAY = timedelta(days=1)


class TestProposing:
    def test_it_waits_for_the_other_and_stands_for_nobody(
        self, waiting: Proposal, couple: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        hers, his = (agreed.page(couple, one, now=now) for one in (alice, bob))
        assert agreed.words(hers.mine) == agreed.words(his.to_sign) == [HAND]
        assert [*hers.standing, *his.standing, *hers.to_sign, *his.mine] == []

    def test_the_same_form_sends_once(
        self, couple: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        token = new_public_id()
        first = agreed.proposed(couple, alice, now=now, token=token)
        assert agreed.proposed(couple, alice, LAMP, now=now, token=token) == first
        assert agreed.proposed(couple, bob, LAMP, now=now, token=token) != first
        assert agreed.words(agreed.page(couple, alice, now=now).mine) == [HAND]

    def test_a_few_wait_at_a_time_whatever_the_other_lets_rest(
        self, couple: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        for number in range(proposing.MOST_WAITING):
            one = agreed.proposed(couple, alice, f"Number {number}", now=now)
            agreed.let_rest(one, bob, now=now)
        with pytest.raises(proposing.EnoughWaiting):
            agreed.proposed(couple, alice, now=now)
        agreed.taken_back(one, now=now)
        agreed.proposed(couple, alice, now=now)

    def test_none_alone(self, couple: Couple, alice: User, now: datetime) -> None:
        with acting_as(alice):
            pairing.unpair(couple, by=alice, now=now)
            alone = pairing.couple_of(alice, now=now)
        with pytest.raises(reaching.NobodyThere):
            agreed.proposed(alone, alice, now=now)


class TestSigning:
    def test_it_stands_for_both(
        self, standing: Proposal, couple: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        for one in (alice, bob):
            page = agreed.page(couple, one, now=now + 2 * WAITS_FOR)
            assert agreed.words(page.standing) == [HAND]
            assert [*page.mine, *page.to_sign] == []

    def test_twice_is_once(self, standing: Proposal, bob: User, now: datetime) -> None:
        agreed.sign(standing, bob, now=now)
        with acting_as(bob):
            assert Signature.objects.count() == 1

    def test_nobody_signs_or_sets_aside_their_own(
        self, waiting: Proposal, alice: User, now: datetime
    ) -> None:
        for act in (agreed.sign, agreed.let_rest):
            with pytest.raises(proposing.Gone):
                act(waiting, alice, now=now)

    def test_a_dozen_stand_and_no_more(
        self, couple: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        last = agreed.proposed(couple, bob, "One too many", now=now)
        for number in range(proposing.MOST_STANDING):
            one = agreed.signed(couple, alice, f"Number {number}", signer=bob, now=now)
        with pytest.raises(proposing.Enough):
            agreed.sign(last, alice, now=now)
        with pytest.raises(proposing.Enough):
            agreed.proposed(couple, alice, now=now)
        agreed.sign(agreed.changed(one, "Number, again", now=now), bob, now=now)  # in place of one
        agreed.retire(one, bob, now=now)
        agreed.sign(last, alice, now=now)


class TestLettingItRest:
    def test_it_looks_like_waiting_to_whoever_proposed_it(
        self, waiting: Proposal, couple: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        before = agreed.page(couple, alice, now=now)
        agreed.let_rest(waiting, bob, now=now)
        agreed.let_rest(waiting, bob, now=now)
        assert agreed.page(couple, alice, now=now) == before
        his = agreed.page(couple, bob, now=now)
        assert (agreed.words(his.resting), his.to_sign) == ([HAND], [])

    def test_it_may_be_signed_after_all(
        self, waiting: Proposal, couple: Couple, bob: User, now: datetime
    ) -> None:
        agreed.let_rest(waiting, bob, now=now)
        agreed.sign(waiting, bob, now=now + DAY)
        page = agreed.page(couple, bob, now=now)
        assert (agreed.words(page.standing), page.resting) == ([HAND], [])
        with acting_as(bob):
            assert not SetAside.objects.exists()
        with pytest.raises(proposing.Signed):
            agreed.let_rest(waiting, bob, now=now)

    @pytest.mark.parametrize("rests", [True, False])
    def test_after_four_weeks_it_is_gone_for_both(
        self, rests: bool, waiting: Proposal, couple: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        if rests:
            agreed.let_rest(waiting, bob, now=now)
        assert not agreed.page(couple, alice, now=now + WAITS_FOR - DAY).is_empty
        for one in (alice, bob):
            assert agreed.page(couple, one, now=now + WAITS_FOR).is_empty
        with pytest.raises(proposing.Gone):
            agreed.sign(waiting, bob, now=now + WAITS_FOR)


class TestChanging:
    def test_what_stands_stays_until_the_new_words_are_signed(
        self, standing: Proposal, couple: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        again = agreed.changed(standing, LAMP, now=now)
        for one in (alice, bob):
            page = agreed.page(couple, one, now=now)
            assert agreed.words(page.standing) == [HAND]
            (shown,) = page.mine or page.to_sign
            assert (shown.words, shown.instead_of) == (LAMP, HAND)
        agreed.sign(again, bob, now=now)
        for one in (alice, bob):
            page = agreed.page(couple, one, now=now)
            assert agreed.words(page.standing) == [LAMP]
            assert [*page.mine, *page.to_sign] == []

    def test_words_that_nobody_signed_are_replaced(
        self, waiting: Proposal, couple: Couple, bob: User, now: datetime
    ) -> None:
        agreed.let_rest(waiting, bob, now=now)
        agreed.changed(waiting, LAMP, now=now)
        assert agreed.words(agreed.page(couple, bob, now=now).to_sign) == [LAMP]
        with pytest.raises(proposing.Changed):
            agreed.sign(waiting, bob, now=now)

    def test_of_two_tabs_the_later_one_looks_again(
        self, standing: Proposal, couple: Couple, alice: User, now: datetime
    ) -> None:
        token = new_public_id()
        for _ in range(2):
            agreed.changed(standing, LAMP, now=now, token=token)
        with pytest.raises(proposing.Changed):
            agreed.changed(standing, HUM, now=now, seen=1)
        assert agreed.words(agreed.page(couple, alice, now=now).mine) == [LAMP]

    def test_the_same_words_are_no_change(
        self, standing: Proposal, couple: Couple, alice: User, now: datetime
    ) -> None:
        agreed.changed(standing, HAND, now=now)
        assert not agreed.page(couple, alice, now=now).mine

    def test_new_words_that_waited_too_long_leave_the_old_ones_standing(
        self, standing: Proposal, couple: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        agreed.changed(standing, LAMP, now=now)
        later = now + WAITS_FOR
        assert agreed.words(agreed.page(couple, bob, now=later).standing) == [HAND]
        third = agreed.changed(standing, HUM, now=later, seen=1)
        assert third.version == 3
        agreed.sign(third, bob, now=later)
        assert agreed.words(agreed.page(couple, bob, now=later).standing) == [HUM]

    def test_it_is_for_whoever_proposed_it(
        self, standing: Proposal, couple: Couple, bob: User, now: datetime
    ) -> None:
        name, token = standing.public_id, new_public_id()
        with acting_as(bob), pytest.raises(proposing.Gone):
            proposing.change(couple, name, HUM, seen=1, token=token, by=bob, now=now)


class TestTakingBack:
    def test_only_what_waits(
        self, standing: Proposal, couple: Couple, bob: User, now: datetime
    ) -> None:
        with pytest.raises(proposing.Signed):
            agreed.taken_back(standing, now=now)
        again = agreed.changed(standing, LAMP, now=now)
        for _ in range(2):
            agreed.taken_back(again, now=now)
        page = agreed.page(couple, bob, now=now)
        assert (agreed.words(page.standing), page.to_sign) == ([HAND], [])

    def test_from_an_older_page_the_newer_words_stay(
        self, waiting: Proposal, couple: Couple, bob: User, now: datetime
    ) -> None:
        agreed.changed(waiting, LAMP, now=now)
        with pytest.raises(proposing.Changed):
            agreed.taken_back(waiting, now=now)
        assert agreed.words(agreed.page(couple, bob, now=now).to_sign) == [LAMP]


class TestRetiring:
    @pytest.mark.parametrize("who", ["alice", "bob"])
    def test_either_does_for_both_with_words_that_wait(
        self, who: str, standing: Proposal, couple: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        again = agreed.changed(standing, LAMP, now=now)
        agreed.retire(standing, {"alice": alice, "bob": bob}[who], now=now)
        for one in (alice, bob):
            assert agreed.page(couple, one, now=now).is_empty
            with pytest.raises(proposing.Gone):
                agreed.retire(standing, one, now=now)
        with pytest.raises(proposing.Gone):
            agreed.sign(again, bob, now=now)
        with pytest.raises(proposing.Gone):
            agreed.changed(standing, HUM, now=now, seen=2)

    def test_what_only_waits_cannot_be_retired_by_whoever_should_sign(
        self, waiting: Proposal, bob: User, now: datetime
    ) -> None:
        with pytest.raises(proposing.Gone):
            agreed.retire(waiting, bob, now=now)

    def test_nothing_tells_who_it_was(
        self, couple: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        left = []
        for who in (alice, bob):
            one = agreed.signed(couple, alice, signer=bob, now=now)
            agreed.retire(one, who, now=now)
            with acting_as(alice):
                row = Proposal.objects.filter(pk=one.pk).values().get()
            left.append({key: row[key] for key in ("person_id", "ended_at", "version")})
        assert left[0] == left[1]


class TestRest:
    def test_nothing_new_is_agreed_on_and_everything_can_be_let_go(
        self, couple: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        stands = agreed.signed(couple, alice, signer=bob, now=now)
        waits, other = (agreed.proposed(couple, alice, one, now=now) for one in (LAMP, HUM))
        with acting_as(bob):
            pauses.begin(couple, days=2, now=now)
        for refused in (
            lambda: agreed.proposed(couple, bob, now=now),
            lambda: agreed.changed(stands, LAMP, now=now),
            lambda: agreed.sign(waits, bob, now=now),
        ):
            with pytest.raises(reaching.Resting):
                refused()
        agreed.let_rest(waits, bob, now=now)
        agreed.taken_back(other, now=now)
        agreed.retire(stands, bob, now=now)
        assert agreed.words(agreed.page(couple, alice, now=now).mine) == [LAMP]


class TestParting:
    def test_each_keeps_their_own_words_and_no_others(
        self, standing: Proposal, couple: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        agreed.proposed(couple, bob, LAMP, now=now)
        with acting_as(bob):
            pairing.unpair(couple, by=bob, now=now)
        for one, words in ((alice, HAND), (bob, LAMP)):
            with acting_as(one):
                assert [row.words for row in Proposal.objects.all()] == [words]
                ours = pairing.couple_of(one, now=now)
            assert agreed.page(ours, one, now=now).is_empty
