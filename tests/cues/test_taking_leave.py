"""What somebody takes along of the cues of two, and what is left when one of the two is erased."""

from datetime import datetime

import pytest

from couples.models import Couple, User
from cues.models import Proposal, SetAside, Signature
from privacy.context import acting_as, as_steward
from tests.cues import agreed
from tests.cues.agreed import HAND, HUM, LAMP
from tests.leaving import conftest as copies
from tests.leaving.conftest import erase
from tests.leaving.test_copying import everything


class TestCopy:
    @pytest.mark.parametrize("retires", ["alice", "bob", ""])
    def test_of_whoever_proposed_it_keeps_every_wording(
        self, retires: str, standing: Proposal, couple: Couple, alice: User, bob: User,
        now: datetime,
    ) -> None:  # fmt: skip
        agreed.changed(standing, LAMP, now=now)
        agreed.proposed(couple, bob, HUM, now=now)
        if retires:
            agreed.retire(standing, {"alice": alice, "bob": bob}[retires], now=now)
        file = everything(copies.opened(alice, now))
        assert HAND in file
        assert LAMP in file
        assert HUM not in file

    def test_of_whoever_signed_tells_the_day_alone(
        self, standing: Proposal, bob: User, now: datetime
    ) -> None:
        file = everything(copies.opened(bob, now))
        assert "you signed one of your partner’s" in file
        assert HAND not in file


class TestErasure:
    @pytest.mark.parametrize("who", ["alice", "bob"])
    def test_leaves_nothing_of_theirs_and_to_the_other_their_words(
        self, who: str, couple: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        two = {"alice": alice, "bob": bob}
        gone = two.pop(who)
        (left,) = two.values()
        agreed.signed(couple, gone, HAND, signer=left, now=now)
        agreed.signed(couple, left, LAMP, signer=gone, now=now)
        agreed.let_rest(agreed.proposed(couple, gone, HUM, now=now), left, now=now)
        agreed.let_rest(agreed.proposed(couple, left, HUM, now=now), gone, now=now)
        erase(gone, now)
        with acting_as(left):
            assert {one.words for one in Proposal.objects.all()} == {LAMP, HUM}
        for one in (left, gone):
            with acting_as(one):
                assert not Signature.objects.exists()
                assert not SetAside.objects.exists()
        with as_steward():
            assert not Proposal.objects.filter(person=gone).exists()
