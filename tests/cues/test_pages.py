"""The page of the two’s cues, for each of them; and that nothing of what one lets rest shows to the other."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from couples import journal, pairing, pauses
from couples.models import Couple, User
from cues import proposing, suggesting
from cues.models import Proposal, SetAside
from privacy.context import acting_as
from privacy.identifiers import new_public_id
from tests.conftest import ClientOf
from tests.cues import agreed
from tests.cues.agreed import HAND, LAMP
from tests.cues.pages import HOME, looked, page, page_after, post, under


class TestTwins:
    def test_what_the_other_lets_rest_shows_nowhere(
        self, waiting: Proposal, bob: User, hers: Client, now: datetime
    ) -> None:
        change = under(waiting, "change")
        looked(hers, change)  # what is made once is made
        before = looked(hers, change)
        agreed.let_rest(waiting, bob, now=now)
        assert looked(hers, change) == before

    @pytest.mark.parametrize("does", ["change", "take-back"])
    def test_nor_in_what_comes_back(
        self, does: str, couple: Couple, alice: User, bob: User, hers: Client, now: datetime
    ) -> None:
        told = []
        for rests in (False, True):
            one = agreed.proposed(couple, alice, now=now)
            if rests:
                agreed.let_rest(one, bob, now=now)
            with CaptureQueriesContext(connection) as captured:
                facts = {"seen": "1", "words": LAMP, "token": new_public_id()}
                answer = hers.post(under(one, does), facts, follow=True)
            told.append((len(answer.content), len(captured)))
            with acting_as(alice):
                proposing.end(list(Proposal.objects.not_over()), now=now)
        assert told[0] == told[1]

    @pytest.mark.parametrize("who", ["alice", "bob"])
    def test_nor_who_retired_one(
        self, who: str, couple: Couple, alice: User, bob: User, hers: Client, now: datetime
    ) -> None:
        looked(hers)
        before = looked(hers)
        one = agreed.signed(couple, alice, signer=bob, now=now)
        agreed.retire(one, {"alice": alice, "bob": bob}[who], now=now)
        assert looked(hers) == before


class TestAnswers:
    def test_let_rest_it_is_out_of_sight_and_may_be_signed_after_all(
        self, waiting: Proposal, his: Client
    ) -> None:
        shown = post(his, under(waiting, "rest"), seen=1)
        assert "You let it rest. Nobody learns of it." in shown
        assert "Alice suggests" not in shown
        assert "Sign it after all" in shown
        assert "Signed." in post(his, under(waiting, "sign"), seen=1)

    def test_words_that_changed_are_not_signed_unread(
        self, waiting: Proposal, his: Client, now: datetime
    ) -> None:
        agreed.changed(waiting, LAMP, now=now)
        shown = post(his, under(waiting, "sign"), seen=1)
        assert "The words were changed or taken back meanwhile." in shown
        assert "Alice suggests" in shown

    @pytest.mark.parametrize("seen", ["", "x", "0", "99999"])
    def test_a_broken_form_signs_nothing(self, seen: str, waiting: Proposal, his: Client) -> None:
        assert "meanwhile" in post(his, under(waiting, "sign"), seen=seen)
        assert "Alice suggests" in page(his)

    def test_taken_back_it_is_gone(self, waiting: Proposal, hers: Client, his: Client) -> None:
        for _ in range(2):
            assert "You took it back." in post(hers, under(waiting, "take-back"), seen=1)
        for name in ("sign", "rest"):
            assert "It is not there any more." in post(his, under(waiting, name), seen=1)

    def test_signed_meanwhile_it_is_not_taken_back(self, standing: Proposal, hers: Client) -> None:
        shown = post(hers, under(standing, "take-back"), seen=1)
        assert "It is signed and stands." in shown
        assert HAND in shown

    def test_nobody_signs_their_own(self, waiting: Proposal, alice: User, hers: Client) -> None:
        for name in ("sign", "rest"):
            assert "It is not there any more." in post(hers, under(waiting, name), seen=1)
        with acting_as(alice):
            assert not SetAside.objects.exists()

    def test_in_a_rest_nothing_is_signed_and_the_page_says_why(
        self, waiting: Proposal, couple: Couple, bob: User, his: Client, now: datetime
    ) -> None:
        with acting_as(bob):
            pauses.begin(couple, days=1, now=now - timedelta(minutes=1))
        shown = page(his)
        assert "The two of you are resting." in shown
        assert "Sign it" not in shown
        assert "Let it rest" in shown
        assert "It can wait until the rest is over." in post(his, under(waiting, "sign"), seen=1)
        assert "A cue for the two of you" not in page(his, "/")

    def test_behind_a_lock_nothing_shows_what_rests(
        self, waiting: Proposal, bob: User, his: Client, now: datetime
    ) -> None:
        agreed.let_rest(waiting, bob, now=now)
        with acting_as(bob):
            journal.lock(by=bob, pin="402871", now=now)
        assert HAND not in page(his)
        assert "is locked" in page(his)


class TestRetiring:
    def test_a_page_asks_first(self, standing: Proposal, hers: Client, his: Client) -> None:
        path = under(standing, "retire")
        assert "Retire this cue?" in page(his, path)
        assert "It is retired, for both of you." in post(his, path)
        assert HAND not in page(hers)
        for client in (his, hers):
            assert "It is not there any more." in page_after(client, path)
            assert "It is not there any more." in post(client, path)


class TestStrangers:
    @pytest.mark.parametrize("name", ["change", "sign", "rest", "take-back", "retire"])
    def test_they_are_told_what_everybody_is_told(
        self, name: str, standing: Proposal, mallory: User, other_couple: Couple,
        hers: Client, client_of: ClientOf,
    ) -> None:  # fmt: skip
        theirs = client_of(mallory)
        for path in (under(standing, name), f"{HOME}{new_public_id()}/{name}/"):
            assert "It is not there any more." in post(theirs, path, seen=1)
        assert HAND in page(hers)

    def test_after_a_parting_there_is_nothing(
        self, standing: Proposal, couple: Couple, bob: User, hers: Client, his: Client,
        now: datetime,
    ) -> None:  # fmt: skip
        with acting_as(bob):
            pairing.unpair(couple, by=bob, now=now)
        for client in (hers, his):
            assert HAND not in page(client)
            assert "It is not there any more." in post(client, under(standing, "retire"))


class TestToday:
    def test_it_is_offered_to_the_other_for_a_week(
        self, waiting: Proposal, bob: User, hers: Client, his: Client, now: datetime
    ) -> None:
        offered = "A cue for the two of you"
        assert offered in page(his, "/")
        assert HAND not in page(his, "/")
        assert offered not in page(hers, "/")
        with acting_as(bob):
            for days, is_offered in ((6, True), (8, False)):
                found = suggesting.waits(bob, now + timedelta(days=days))
                assert Couple.objects.of(bob).filter(found).exists() == is_offered

    def test_not_once_it_rests(
        self, waiting: Proposal, bob: User, his: Client, now: datetime
    ) -> None:
        agreed.let_rest(waiting, bob, now=now)
        assert "A cue for the two of you" not in page(his, "/")

    def test_the_way_to_it_stands_among_the_exercises(self, couple: Couple, hers: Client) -> None:
        assert f'href="{HOME}"' in page(hers, "/exercises/")
        assert 'aria-current="true"' in page(hers)
