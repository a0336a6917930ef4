"""The lock of one's own private words: what it keeps in, and for how long."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from checkins.models import CheckIn, Note
from couples.models import Couple, User
from exercises.models import Sitting
from privacy.context import acting_as
from tests import factories
from tests.checkins.pages import answers
from tests.conftest import ClientOf
from tests.couples.lock import ANSWERED, DRAFTED, PIN, SECRET, masked, open_it, seen


class TestWhatItKeepsIn:
    def test_nothing_private_is_in_any_answer(
        self, hers: Client, words: None, sitting: Sitting
    ) -> None:
        assert seen(hers, sitting) == set()

    def test_the_pin_brings_it_back(self, hers: Client, words: None, sitting: Sitting) -> None:
        assert open_it(hers)["Location"] == "/history/"
        assert seen(hers, sitting) == {SECRET, DRAFTED, ANSWERED}

    def test_without_a_lock_everything_is_as_ever(
        self, alice: User, words: None, sitting: Sitting, clock: Any, client_of: ClientOf
    ) -> None:
        assert seen(client_of(alice), sitting) == {SECRET, DRAFTED, ANSWERED}

    @pytest.mark.parametrize("path", ["/", "/history/", "/history/2026-05-06/"])
    @pytest.mark.parametrize("audience", ["only_me", "therapist"])
    def test_a_page_is_the_same_with_a_private_note_and_without(
        self, path: str, audience: str, hers: Client, alice: User, bob: User, couple: Couple,
        now: datetime,
    ) -> None:  # fmt: skip
        factories.check_in(alice, couple, now.date(), now=now)
        without = hers.get(path).content
        with acting_as(alice):
            alice_s = CheckIn.objects.get()
            facts = {"person": alice, "couple": couple, "on": now.date()}
            Note.objects.create(check_in=alice_s, text=SECRET, audience=audience, **facts)
        assert masked(hers.get(path).content) == masked(without)

    def test_what_the_partner_reads_stays(
        self, hers: Client, alice: User, couple: Couple, now: datetime
    ) -> None:
        factories.check_in(alice, couple, now.date(), now=now, note=("For you.", "partner"))
        assert "For you." in hers.get("/history/").content.decode()

    def test_one_can_write_without_it(self, hers: Client, alice: User, sitting: Sitting) -> None:
        assert hers.get("/check-in/").status_code == 200
        second = f"/exercises/own/{sitting.public_id}/2/"
        assert hers.get(second).status_code == 200
        assert hers.post(second, {"words": "More.", "go": "next"}).status_code == 302
        assert hers.get(second)["Location"].startswith("/settings/journal/open/")

    def test_a_refused_check_in_shows_nothing_of_the_saved_one(
        self, hers: Client, words: None
    ) -> None:
        page = hers.post("/check-in/", answers(closeness="3", page="another")).content.decode()
        assert "your lock is closed" in page
        assert "What was handed in already" not in page

    @pytest.mark.parametrize("version", [0, 1, 999])
    def test_what_was_answered_cannot_be_guessed(
        self, version: int, hers: Client, alice: User, couple: Couple, now: datetime
    ) -> None:
        """Or else the right guess would be taken for the same day handed in twice."""
        factories.check_in(alice, couple, now.date(), now=now, safe="not_really", closeness=7)
        seen = set()
        for guess in ("yes", "mostly", "not_really"):
            answer = hers.post("/check-in/", answers(safe=guess, version=str(version)))
            page = masked(answer.content).replace(b" checked", b"")
            seen.add((answer.status_code, page))
        ((status, page),) = seen
        assert (status, b"your lock is closed" in page) == (200, True)
        with acting_as(alice):
            kept = CheckIn.objects.get()
            assert (kept.version, kept.safety_answer.answer) == (1, "not_really")

    def test_with_the_lock_open_it_is_handed_in_once_more(
        self, hers: Client, words: None, alice: User
    ) -> None:
        open_it(hers)
        page = hers.post("/check-in/", answers(closeness="3", page="another")).content.decode()
        assert "What was handed in already" in page
        assert hers.post("/check-in/", answers(closeness="3", version="1")).status_code == 302
        with acting_as(alice):
            assert CheckIn.objects.get().closeness == 3


class TestHowLong:
    def test_five_minutes(self, hers: Client, words: None, sitting: Sitting, clock: Any) -> None:
        open_it(hers)
        clock.shift(timedelta(minutes=4, seconds=59))
        assert SECRET in hers.get("/history/").content.decode()
        clock.shift(timedelta(seconds=1))
        assert seen(hers, sitting) == set()

    def test_in_one_browser_alone(
        self, hers: Client, alice: User, words: None, sitting: Sitting, client_of: ClientOf
    ) -> None:
        open_it(hers)
        assert seen(client_of(alice), sitting) == set()

    def test_until_it_is_closed(self, hers: Client, words: None, sitting: Sitting) -> None:
        open_it(hers)
        hers.post("/settings/journal/close/")
        assert seen(hers, sitting) == set()

    def test_until_the_pin_is_changed_elsewhere(
        self, hers: Client, alice: User, words: None, sitting: Sitting, client_of: ClientOf
    ) -> None:
        open_it(hers)
        given = {"pin": PIN, "new_pin": "730918", "again": "730918"}
        assert client_of(alice).post("/settings/journal/change/", given).status_code == 302
        assert seen(hers, sitting) == set()
        assert open_it(hers).status_code == 200
        assert open_it(hers, "730918").status_code == 302
