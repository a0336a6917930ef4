"""Signed out for being away: what was typed is there, and so is the way back."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client, RequestFactory
from django.urls import resolve

from checkins.models import CheckIn, Draft
from couples import away
from couples.models import Couple, User
from exercises import practising
from exercises.models import Answer, ExerciseVersion, Sitting
from privacy.context import acting_as
from tests import factories, pages
from tests.checkins.pages import answers
from tests.conftest import ClientOf
from tests.exercises.conftest import published

WORDS = {"note": "It was a long day.", "audience": "only_me"}
SCRIPT = {"Sec-Fetch-Dest": "empty"}


@pytest.fixture
def clock(now: datetime) -> Any:
    with time_machine.travel(now, tick=False) as traveller:
        yield traveller


@pytest.fixture
def hers(clock: Any, alice: User, couple: Couple, client_of: ClientOf) -> Client:
    """Alice's browser, twenty minutes after she last did something."""
    browser = client_of(alice)
    clock.shift(timedelta(minutes=20))
    return browser


@pytest.fixture
def sitting(hers: Client, alice: User, now: datetime) -> Sitting:
    version: ExerciseVersion = published("a-true-thank-you", "read", "write", now=now)
    with acting_as(alice):
        return practising.start(version, by=alice, now=now)


def sign_in(browser: Client, at: str, person: User) -> Any:
    given = {"login": person.email, "password": factories.PASSWORD}
    query = at.partition("?next=")[2]
    return browser.post("/account/login/", given | {"next": query})


def kept(person: User) -> dict[str, list[str]]:
    with acting_as(person):
        draft = Draft.objects.filter(person=person).first()
        assert not CheckIn.objects.by(person).exists()
        return draft.fields if draft else {}


class TestWhatWasTyped:
    def test_a_check_in_sent_too_late_is_kept_and_shown_again(
        self, hers: Client, alice: User
    ) -> None:
        answer = hers.post("/check-in/", answers(**WORDS))
        assert answer["Location"] == "/account/login/?next=/check-in/"
        assert kept(alice)["note"] == ["It was a long day."]
        back = sign_in(hers, answer["Location"], alice)
        assert back["Location"] == "/check-in/"
        assert "It was a long day." in hers.get("/check-in/").content.decode()

    def test_while_typing_the_page_is_told_and_the_words_are_kept(
        self, hers: Client, alice: User
    ) -> None:
        for text in ("It was", "It was a long day."):
            sent = answers(**WORDS | {"note": text})
            assert hers.post("/check-in/draft/", sent, headers=SCRIPT).status_code == 401
        assert kept(alice)["note"] == ["It was a long day."]

    def test_an_answer_in_an_exercise_too(
        self, hers: Client, alice: User, sitting: Sitting
    ) -> None:
        page = f"/exercises/own/{sitting.public_id}/2/"
        answer = hers.post(page, {"words": "You made tea.", "go": "next"})
        assert answer["Location"] == f"/account/login/?next={page}"
        with acting_as(alice):
            assert Answer.objects.get().words == "You made tea."
            assert Sitting.objects.get().position == sitting.position

    @pytest.mark.parametrize("words", ["", "  "])
    def test_an_answer_is_not_emptied(
        self, words: str, hers: Client, alice: User, sitting: Sitting, now: datetime
    ) -> None:
        """A page that asks by itself must not remove what its person wrote."""
        step = self.answered(alice, sitting, now)
        hers.post(f"/exercises/own/{sitting.public_id}/{step}/keep/", {"words": words})
        with acting_as(alice):
            assert Answer.objects.get().words == "You made tea."

    @pytest.mark.parametrize("ended", ["finished_at", "set_aside_at"])
    def test_an_answer_of_a_sitting_that_has_ended_is_not_replaced(
        self, ended: str, hers: Client, alice: User, sitting: Sitting, now: datetime
    ) -> None:
        step = self.answered(alice, sitting, now)
        with acting_as(alice):
            Sitting.objects.update(**{ended: now})
        hers.post(
            f"/exercises/own/{sitting.public_id}/{step}/", {"words": "Nothing.", "go": "next"}
        )
        with acting_as(alice):
            assert Answer.objects.get().words == "You made tea."

    def answered(self, alice: User, sitting: Sitting, now: datetime) -> int:
        with acting_as(alice):
            step = sitting.version.steps.get(position=2)
            practising.keep(sitting, step, words="You made tea.", now=now)
        return 2

    def test_nothing_is_kept_for_who_was_signed_out_on_purpose(
        self, hers: Client, alice: User
    ) -> None:
        key = hers.cookies["session"].value
        hers.get("/leave/")
        hers.cookies["session"] = key
        hers.post("/check-in/", answers(**WORDS))
        assert not kept(alice)

    def test_nor_after_the_password_was_changed(self, hers: Client, alice: User) -> None:
        with acting_as(alice):
            alice.set_password("another long quiet evening")
            alice.save()
        hers.post("/check-in/", answers(**WORDS))
        assert not kept(alice)

    def test_nor_in_the_exercise_of_another(
        self, hers: Client, bob: User, client_of: ClientOf, sitting: Sitting, clock: Any
    ) -> None:
        his = client_of(bob)
        clock.shift(timedelta(minutes=20))
        his.post(f"/exercises/own/{sitting.public_id}/2/", {"words": "Not mine", "go": "next"})
        with acting_as(bob):
            assert not Answer.objects.exists()

    def test_of_a_very_long_text_the_beginning_is_kept_and_all_is_shown(
        self, hers: Client, alice: User
    ) -> None:
        text = "word " * 30_000
        page = hers.post("/check-in/", answers(note=text, appreciation="The soup."))
        assert page.status_code == 401
        assert "Its beginning is kept" in page.content.decode()
        assert f"{text}</textarea>" in page.content.decode()
        assert 'href="/account/login/?next=/check-in/"' in page.content.decode()
        draft = kept(alice)
        assert draft["appreciation"] == ["The soup."]
        assert draft["audience"] == ["only_me"]
        assert 90_000 < len(draft["note"][0]) <= 100_000
        assert text.startswith(draft["note"][0])

    def test_of_a_long_answer_in_an_exercise_too(
        self, hers: Client, alice: User, sitting: Sitting
    ) -> None:
        text = "word " * 5_000
        page = hers.post(f"/exercises/own/{sitting.public_id}/2/", {"words": text, "go": "next"})
        assert f"{text}</textarea>" in page.content.decode()
        assert "Its beginning is kept" in page.content.decode()
        with acting_as(alice):
            assert Answer.objects.get().words == text[:20_000].strip()

    @pytest.mark.parametrize(
        ("path", "sent"),
        [
            ("/check-in/", answers(date(2026, 5, 1), note="It was a long day.")),
            ("/check-in/", answers(note="It was a long day.", on="x")),
            ("/yourself/", {"words": "It was a long day."}),
        ],
    )
    def test_what_cannot_be_kept_is_shown_to_be_copied(
        self, path: str, sent: dict[str, str], hers: Client, alice: User
    ) -> None:
        page = hers.post(path, sent)
        assert page.status_code == 401
        assert "It was a long day.</textarea>" in page.content.decode()
        assert "We could not keep it." in page.content.decode()
        assert not kept(alice)

    def test_while_typing_the_page_is_told_that_it_was_not(self, hers: Client) -> None:
        for sent in (answers(date(2026, 5, 1), **WORDS), answers(note="word " * 30_000)):
            assert hers.post("/check-in/draft/", sent, headers=SCRIPT).status_code == 413

    def test_a_forged_page_keeps_nothing(self, hers: Client, alice: User) -> None:
        strict = Client(enforce_csrf_checks=True)
        strict.cookies = hers.cookies
        assert strict.post("/check-in/", answers(**WORDS)).status_code == 403
        assert not kept(alice)


class TestTheSignInPage:
    def test_it_says_why(self, hers: Client) -> None:
        hers.get("/us/")
        assert "You were away for a while" in hers.get("/account/login/").content.decode()

    def test_it_shows_nothing_of_the_person(self, hers: Client, alice: User) -> None:
        page = hers.get("/us/", follow=True).content.decode()
        assert alice.display_name not in page
        assert alice.email not in page

    def test_it_says_nothing_to_a_visitor(self, client: Client) -> None:
        assert "You were away" not in client.get("/account/login/").content.decode()


class TestTheWayBack:
    @pytest.mark.parametrize(
        ("sent_to", "page"),
        [
            ("/us/pause/end/", "/us/pause/"),
            ("/us/invitation/renew/", "/us/invitation/"),
            ("/us/pause/?a=b", "/us/pause/?a=b"),
            ("/settings/", "/settings/"),
            ("/exercises/a-true-thank-you/start/", "/exercises/a-true-thank-you/"),
            ("/moments/" + "A" * 22 + "/step/", "/moments/" + "A" * 22 + "/"),
        ],
    )
    def test_it_leads_to_a_page_that_can_be_looked_at(
        self, sent_to: str, page: str, hers: Client
    ) -> None:
        answer = hers.post(sent_to)
        assert sign_in_page(answer["Location"]) == page

    def test_every_address_that_only_takes_what_is_sent_is_known(
        self, client_of: ClientOf, bob: User
    ) -> None:
        """Held against what each view really answers."""
        his = client_of(bob)
        for one in pages.named():
            if not one.is_admin and not one.is_allauth and one.name != "couples:leave":
                status, only_posts = (
                    his.get(one.url).status_code,
                    "GET" not in away._methods(one.view),
                )
                assert status == 404 or only_posts == (status == 405), one.name

    def test_from_every_address_there_is_a_page_to_come_back_to(self) -> None:
        for one in pages.named():
            if not one.is_admin and not one.is_allauth:
                back = away.way_back(RequestFactory().post(one.url))
                assert "GET" in away._methods(resolve(back.partition("?")[0]).func), one.name

    def test_so_it_does_from_being_asked_again(
        self, clock: Any, alice: User, couple: Couple, client_of: ClientOf
    ) -> None:
        """With something typed it is not gone on with; the address itself would answer 405."""
        answer = client_of(alice).post("/settings/account/close/", {"why": "…"})
        assert answer["Location"] == "/account/reauthenticate/?next=/settings/account/"

    def test_a_part_of_a_page_sends_the_whole_page_to_sign_in(self, hers: Client) -> None:
        page = "/moments/" + "A" * 22 + "/"
        answer = hers.get(f"{page}?seen=1", headers={"HX-Request": "true"})
        assert answer["HX-Redirect"] == f"/account/login/?next={page}"
        assert answer.content == b""


def sign_in_page(location: str) -> str:
    return location.partition("?next=")[2].replace("%3F", "?").replace("%3D", "=")
