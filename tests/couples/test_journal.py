"""The lock of one's own private words: who opens it, how often one may try, and what it keeps in."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.hashers import identify_hasher
from django.core import mail
from django.core.cache import cache
from django.test import Client

from checkins import drafting
from checkins.checking_in import Page
from checkins.models import CheckIn, Note
from couples import journal
from couples.models import Couple, Journal, User
from exercises import practising
from exercises.models import Sitting
from privacy.context import acting_as
from tests import factories
from tests.conftest import ClientOf, asked_again
from tests.couples.test_accounts import link_in
from tests.exercises.conftest import published

PIN = "402871"
SECRET = "I do not know whether I can stay."
DRAFTED = "I have not told anybody."
ANSWERED = "I was ashamed."
NEW = "another long quiet evening"


@pytest.fixture
def clock(now: datetime) -> Any:
    with time_machine.travel(now, tick=False) as traveller:
        yield traveller


@pytest.fixture
def locked(clock: Any, alice: User, couple: Couple, now: datetime) -> None:
    with acting_as(alice):
        journal.lock(by=alice, pin=PIN, now=now)


@pytest.fixture
def hers(locked: None, alice: User, client_of: ClientOf) -> Client:
    return client_of(alice)


@pytest.fixture
def sitting(alice: User, now: datetime) -> Sitting:
    version = published("a-true-thank-you", "write", "write", now=now)
    with acting_as(alice):
        made = practising.start(version, by=alice, now=now)
        practising.keep(made, version.steps.get(position=1), words=ANSWERED, now=now)
    return made


@pytest.fixture
def words(alice: User, couple: Couple, sitting: Sitting, now: datetime) -> None:
    """A private note of today, a draft of yesterday, an answer in an exercise."""
    today = now.date()
    factories.check_in(alice, couple, today, now=now, note=(SECRET, "only_me"))
    yesterday, typed = today - timedelta(days=1), {"note": [DRAFTED], "audience": ["only_me"]}
    with acting_as(alice):
        drafting.keep(by=alice, on=yesterday, fields=typed, page=Page("a page"), now=now)


def places(sitting: Sitting) -> list[str]:
    exercise = f"/exercises/own/{sitting.public_id}/"
    days = ["/", "/history/", "/history/2026-05-06/", "/check-in/", "/check-in/yesterday/"]
    return [*days, exercise, f"{exercise}1/"]


def seen(browser: Client, sitting: Sitting) -> set[str]:
    pages = [browser.get(path).content.decode() for path in places(sitting)]
    return {text for text in (SECRET, DRAFTED, ANSWERED) if any(text in page for page in pages)}


def open_it(browser: Client, pin: str = PIN) -> Any:
    return browser.post("/settings/journal/open/", {"pin": pin, "next": "/history/"})


def state(person: User) -> Journal:
    with acting_as(person):
        return Journal.objects.get(person=person)


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
        sent = {"on": "2026-05-06", "page": "another", "closeness": "3", "safe": "not_really"}
        page = hers.post("/check-in/", sent | {"audience": "only_me"}).content.decode()
        assert "What was handed in already" in page
        assert SECRET not in page
        assert "your partner never sees this" not in page


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


class TestTries:
    def test_five_wrong_ones_shut_it_for_a_quarter_of_an_hour(
        self, hers: Client, clock: Any
    ) -> None:
        for _ in range(5):
            open_it(hers, "000001")
        assert "Wait a quarter of an hour" in open_it(hers).content.decode()
        clock.shift(timedelta(minutes=14, seconds=59))
        hers.get("/us/")
        assert open_it(hers).status_code == 200
        clock.shift(timedelta(seconds=1))
        assert open_it(hers).status_code == 302

    def test_they_count_in_every_browser_and_outlive_the_cache(
        self, hers: Client, alice: User, client_of: ClientOf
    ) -> None:
        for _ in range(5):
            open_it(client_of(alice), "000001")
            cache.clear()
        assert open_it(client_of(alice)).status_code == 200
        assert state(alice).shut_until

    @pytest.mark.parametrize("way", ["open", "change", "unlock"])
    def test_they_count_by_whatever_way(self, way: str, hers: Client, alice: User) -> None:
        given = {"pin": "000001", "new_pin": "730918", "again": "730918"}
        for _ in range(5):
            hers.post(f"/settings/journal/{way}/", given)
        assert open_it(hers).status_code == 200
        assert state(alice).tries == 5

    def test_tries_while_it_is_shut_do_not_keep_it_shut(self, hers: Client, clock: Any) -> None:
        for _ in range(30):
            open_it(hers, "000001")
        clock.shift(timedelta(minutes=10))
        for _ in range(30):
            open_it(hers, "000001")
        clock.shift(timedelta(minutes=5))
        assert open_it(hers).status_code == 302

    def test_the_right_one_begins_anew(self, hers: Client, alice: User) -> None:
        for _ in range(4):
            open_it(hers, "000001")
        open_it(hers)
        assert state(alice).tries == 0


class TestThePin:
    def test_it_is_kept_as_argon2id(self, hers: Client, alice: User) -> None:
        kept = state(alice).pin
        assert "$argon2id$" in kept
        assert PIN not in kept
        assert identify_hasher(kept).memory_cost == 46 * 1024  # type: ignore[attr-defined]

    @pytest.mark.parametrize(
        "pin", ["12345", "1234567890123", "12345a", "123456", "000000", "٤٠٢٨٧١"]
    )
    def test_a_bad_one_is_refused(
        self, pin: str, clock: Any, alice: User, couple: Couple, client_of: ClientOf
    ) -> None:
        browser = asked_again(client_of(alice), alice)
        page = browser.post("/settings/journal/lock/", {"new_pin": pin, "again": pin})
        assert page.status_code == 200
        assert "field--wrong" in page.content.decode()

    def test_setting_one_asks_who_it_is(
        self, clock: Any, alice: User, couple: Couple, client_of: ClientOf
    ) -> None:
        given = {"new_pin": PIN, "again": PIN}
        browser = client_of(alice)
        answer = browser.post("/settings/journal/lock/", given)
        assert answer["Location"] == "/account/reauthenticate/?next=/settings/journal/lock/"
        assert PIN not in str(dict(browser.session))
        answer = asked_again(client_of(alice), alice).post("/settings/journal/lock/", given)
        assert answer["Location"] == "/settings/journal/"
        assert state(alice).pin

    def test_it_is_turned_off_with_it_alone(self, hers: Client, alice: User) -> None:
        asked_again(hers, alice).post("/settings/journal/unlock/", {"pin": "000001"})
        assert state(alice).pin
        hers.post("/settings/journal/unlock/", {"pin": PIN})
        assert not state(alice).pin

    def test_no_other_one_takes_its_place(self, hers: Client, alice: User) -> None:
        given = {"new_pin": "730918", "again": "730918"}
        page = asked_again(hers, alice).post("/settings/journal/lock/", given)
        assert "There is a lock already" in page.content.decode()

    def test_opening_leads_to_no_other_site(self, hers: Client) -> None:
        given = {"pin": PIN, "next": "https://example.org/"}
        answer = hers.post("/settings/journal/open/", given)
        assert answer["Location"] == "/settings/journal/"


class TestForgotten:
    @pytest.fixture
    def forgot(self, hers: Client, alice: User) -> Client:
        asked_again(hers, alice).post("/settings/journal/forget/")
        return hers

    def again(self, alice: User, client_of: ClientOf) -> Client:
        return client_of(alice)

    def test_it_asks_who_it_is(self, hers: Client, alice: User) -> None:
        assert hers.post("/settings/journal/forget/")["Location"].startswith("/account/reauth")
        assert state(alice).forgotten_at is None

    def test_the_lock_goes_away_after_72_hours(
        self, forgot: Client, alice: User, words: None, sitting: Sitting, clock: Any,
        client_of: ClientOf,
    ) -> None:  # fmt: skip
        clock.shift(timedelta(hours=71, minutes=59))
        assert ANSWERED not in "".join(
            client_of(alice).get(path).content.decode() for path in places(sitting)
        )
        clock.shift(timedelta(minutes=1))
        assert SECRET in client_of(alice).get("/history/").content.decode()

    def test_saying_it_again_does_not_begin_the_wait_anew(
        self, forgot: Client, alice: User, clock: Any
    ) -> None:
        before = state(alice).forgotten_at
        clock.shift(timedelta(minutes=1))
        asked_again(forgot, alice).post("/settings/journal/forget/")
        assert state(alice).forgotten_at == before

    def test_a_button_calls_it_off(self, forgot: Client, alice: User) -> None:
        forgot.post("/settings/journal/remember/")
        assert state(alice).forgotten_at is None

    def test_the_pin_calls_it_off(self, forgot: Client, alice: User) -> None:
        open_it(forgot)
        assert state(alice).forgotten_at is None

    def test_the_page_tells_whoever_has_the_account(self, forgot: Client) -> None:
        assert "Keep the lock" in forgot.get("/settings/journal/").content.decode()


class TestAfterAResetByMail:
    @pytest.fixture
    def reset(self, clock: Any, alice: User, couple: Couple) -> Client:
        return self.by_mail(alice)

    def by_mail(self, alice: User) -> Client:
        visitor = Client()
        visitor.post("/account/password/reset/", {"email": alice.email})
        path = visitor.get(link_in(mail.outbox[0]))["Location"]
        visitor.post(path, {"password1": NEW, "password2": NEW})
        return self.sign_in(alice)

    def sign_in(self, alice: User) -> Client:
        browser = Client()
        given = {"login": alice.email, "password": NEW}
        assert browser.post("/account/login/", given).status_code == 302
        return browser

    def test_nothing_private_opens_for_72_hours(
        self, reset: Client, alice: User, words: None, sitting: Sitting, clock: Any
    ) -> None:
        assert seen(reset, sitting) == set()
        clock.shift(timedelta(hours=71, minutes=59))
        assert SECRET not in self.sign_in(alice).get("/history/").content.decode()
        clock.shift(timedelta(minutes=1))
        assert SECRET in self.sign_in(alice).get("/history/").content.decode()

    def test_a_pin_set_meanwhile_opens_nothing(
        self, reset: Client, alice: User, words: None, sitting: Sitting, clock: Any
    ) -> None:
        asked_again(reset, alice).post("/settings/journal/lock/", {"new_pin": PIN, "again": PIN})
        clock.shift(timedelta(minutes=1))
        open_it(reset)
        assert seen(reset, sitting) == set()

    def test_the_page_of_the_lock_says_until_when(self, reset: Client, words: None) -> None:
        page = reset.get("/history/", follow=True).content.decode()
        assert "is locked" in page
        page = reset.get("/settings/journal/open/").content.decode()
        assert "stay closed until Saturday 9 May, 20:30" in page

    def test_the_pin_of_before_still_opens(
        self, hers: Client, clock: Any, alice: User, words: None, sitting: Sitting
    ) -> None:
        clock.shift(timedelta(minutes=1))
        browser = self.by_mail(alice)
        assert seen(browser, sitting) == set()
        open_it(browser)
        assert seen(browser, sitting) == {SECRET, DRAFTED, ANSWERED}

    def test_the_list_of_devices_tells_of_it(self, reset: Client) -> None:
        page = reset.get("/settings/devices/").content.decode()
        assert "Your password was reset on 6 May, 20:30 by mail" in page

    def test_a_changed_password_is_no_reset(
        self, clock: Any, alice: User, couple: Couple, client: Client
    ) -> None:
        given = {"login": alice.email, "password": factories.PASSWORD}
        client.post("/account/login/", given)
        change = {"oldpassword": factories.PASSWORD, "password1": NEW, "password2": NEW}
        client.post("/account/password/change/", change)
        assert "by mail" not in client.get("/settings/devices/").content.decode()


def masked(page: bytes) -> bytes:
    return re.sub(rb'value="[A-Za-z0-9]{64}"', b"", page)
