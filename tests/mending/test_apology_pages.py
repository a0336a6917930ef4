"""An apology that was sent, on both sides; and that the sender's pages tell nothing of the other."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from couples.models import Couple, User
from leaving import exporting
from mending import receiving
from mending.models import Answer, Apology, Receipt
from privacy import keys
from privacy.context import acting_as
from tests.leaving import conftest as copies
from tests.leaving.test_copying import everything
from tests.mending import tales
from tests.mending.tales import DID
from tests.privacy import masks

pytestmark = pytest.mark.usefixtures("clock")

Does = Callable[[Apology, User, datetime], None]


def at(name: str, apology: Apology) -> str:
    return reverse(f"mending:{name}", args=[apology.public_id])


def page_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def post(client: Client, path: str, **fields: str) -> str:
    answer = client.post(path, fields, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def opens(apology: Apology, bob: User, now: datetime) -> None:
    tales.opened(apology, bob, now=now)


def takes_it(apology: Apology, bob: User, now: datetime) -> None:
    tales.answered(apology, bob, Answer.TAKEN, now=now)


def says_not_yet(apology: Apology, bob: User, now: datetime) -> None:
    tales.answered(apology, bob, Answer.NOT_YET, now=now)


def puts_it_away(apology: Apology, bob: User, now: datetime) -> None:
    tales.opened(apology, bob, now=now)
    with acting_as(bob):
        receiving.put_away(apology, away=True, by=bob)


def notes_and_clears(apology: Apology, bob: User, now: datetime) -> None:
    tales.answered(apology, bob, Answer.TAKEN, now=now)
    with acting_as(bob):
        receiving.note(apology, None, by=bob, now=now)


def looked(client: Client, apology: Apology) -> list[tuple[int, bytes, int]]:
    """All that the sender may look at: status, bytes, and how many questions it took."""
    seen = []
    for path in (at("sent", apology), "/apology/", "/", "/exercises/", "/settings/reminders/"):
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(path)
        masked = masks.without_csrf(answer.content)
        seen.append((answer.status_code, masked, len(captured)))
    return seen


class TestTwins:
    """Not opened, opened, answered and not told: one and the same to the sender, byte by byte."""

    @pytest.mark.parametrize(
        "does", [opens, takes_it, says_not_yet, puts_it_away, notes_and_clears]
    )
    def test_nothing_shows(
        self, does: Does, apology: Apology, bob: User, hers: Client, now: datetime
    ) -> None:
        looked(hers, apology)  # what is made once is made
        before = looked(hers, apology)
        does(apology, bob, now)
        assert looked(hers, apology) == before

    def test_but_what_was_told(
        self, apology: Apology, bob: User, hers: Client, now: datetime
    ) -> None:
        before = looked(hers, apology)
        tales.answered(apology, bob, Answer.NOT_YET, told=True, now=now)
        assert looked(hers, apology) != before
        assert "“Thank you, not yet.”" in page_of(hers, at("sent", apology))

    def test_nor_what_is_noted_after_that(
        self, apology: Apology, bob: User, hers: Client, now: datetime
    ) -> None:
        tales.answered(apology, bob, Answer.TAKEN, told=True, now=now)
        looked(hers, apology)
        before = looked(hers, apology)
        says_not_yet(apology, bob, now)
        assert looked(hers, apology) == before

    @pytest.mark.parametrize("does", [opens, says_not_yet])
    def test_nor_in_a_copy(
        self, does: Does, apology: Apology, alice: User, bob: User, now: datetime
    ) -> None:
        before = everything(copies.opened(alice, now))
        does(apology, bob, now)
        with acting_as(alice):
            exporting.remove(by=alice)
        assert everything(copies.opened(alice, now)) == before


class TestReceiving:
    def test_today_says_so_quietly_until_it_is_opened(self, apology: Apology, his: Client) -> None:
        page = page_of(his, "/")
        assert "Alice has written something to you" in page
        assert "apolog" not in re.sub(r'href="[^"]*"', "", page).lower()
        assert DID in page_of(his, at("received", apology))
        assert "Alice has written something" not in page_of(his, "/")

    def test_it_is_noted_and_then_told(self, apology: Apology, his: Client, hers: Client) -> None:
        assert "Let Alice know" not in page_of(his, at("received", apology))
        page = post(his, at("note", apology), answer="not_yet")
        assert "You noted: “Thank you, not yet.” Alice doesn’t see it" in page
        assert "Thank you, not yet." not in page_of(hers, at("sent", apology))
        assert "You let Alice read" in post(his, at("tell", apology), answer="not_yet")
        assert "“Thank you, not yet.”" in page_of(hers, at("sent", apology))

    def test_a_note_that_cannot_be_opened_is_said_to_be_there(
        self, apology: Apology, bob: User, his: Client, now: datetime
    ) -> None:
        tales.answered(apology, bob, Answer.NOT_YET, now=now)
        keys.destroy(bob.pk)
        page = page_of(his, at("received", apology))
        assert "What you note now takes its place." in page
        assert DID in page

    def test_from_an_old_page_nothing_else_is_told(
        self, apology: Apology, his: Client, hers: Client
    ) -> None:
        post(his, at("note", apology), answer="taken")
        post(his, at("note", apology), answer="not_yet")
        assert "Something else is noted by now" in post(his, at("tell", apology), answer="taken")
        assert "I take it" not in page_of(hers, at("sent", apology))

    @pytest.mark.parametrize("answer", ["yes", "taken\x00", "x" * 5000])
    def test_an_answer_that_nobody_offered_is_none(
        self, answer: str, apology: Apology, bob: User, his: Client
    ) -> None:
        assert "Please look at this again" in post(his, at("note", apology), answer=answer)
        post(his, at("tell", apology), answer=answer)
        with acting_as(bob):
            assert Receipt.objects.get().answer is None

    def test_put_away_and_taken_out(self, apology: Apology, his: Client) -> None:
        page_of(his, at("received", apology))
        assert "What you put away" in post(his, at("put_away", apology), away="yes")
        assert "Take it out again" in page_of(his, at("received", apology))
        assert "What you put away" not in post(his, at("put_away", apology), away="no")

    def test_nothing_waits_while_the_two_rest(
        self, apology: Apology, his: Client, hers: Client
    ) -> None:
        post(hers, reverse("couples:pause"), days="3")
        assert "has written something" not in page_of(his, "/")


class TestTakingBack:
    def test_the_other_finds_nothing_any_more(
        self, apology: Apology, his: Client, hers: Client
    ) -> None:
        page_of(his, at("received", apology))
        assert "You took it back" in post(hers, at("take_back", apology))
        assert DID not in page_of(hers, at("sent", apology))
        assert "has written to you" not in page_of(his, "/apology/")
        for name in ("received", "note", "tell", "put_away"):
            ask = his.get if name == "received" else his.post
            assert ask(at(name, apology)).status_code == 404

    def test_before_it_was_seen_nothing_was_ever_there(
        self, couple: Couple, alice: User, his: Client, hers: Client, now: datetime
    ) -> None:
        before = [masks.without_csrf(his.get(path).content) for path in ("/", "/apology/")]
        apology = tales.sent(couple, alice, now=now)
        post(hers, at("take_back", apology))
        after = [masks.without_csrf(his.get(path).content) for path in ("/", "/apology/")]
        assert after == before


class TestSides:
    def test_neither_page_is_the_other_s(self, apology: Apology, his: Client, hers: Client) -> None:
        assert hers.get(at("received", apology)).status_code == 404
        assert his.get(at("sent", apology)).status_code == 404
        assert his.post(at("take_back", apology)).status_code == 404
        assert hers.post(at("tell", apology), {"answer": "taken"}).status_code == 404


class TestAfterwards:
    def test_a_day_later_another_one_may_come(
        self, apology: Apology, couple: Couple, alice: User, his: Client, now: datetime
    ) -> None:
        tales.sent(couple, alice, now=now + timedelta(days=1))
        assert page_of(his, "/apology/").count("has written to you") == 2
