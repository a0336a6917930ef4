"""The waits: after a PIN was forgotten, and after a password was reset by mail."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from couples.models import Couple, User
from exercises.models import Sitting
from tests import factories
from tests.conftest import ClientOf, asked_again
from tests.couples.lock import (
    ANSWERED,
    DRAFTED,
    PIN,
    SECRET,
    open_it,
    places,
    seen,
    state,
)
from tests.couples.test_accounts import link_in

NEW = "another long quiet evening"
OPEN = "Something in your settings is open"


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

    def test_the_pages_tell_whoever_has_the_account(self, forgot: Client) -> None:
        assert "Keep the lock" in forgot.get("/settings/journal/").content.decode()
        page = forgot.get("/settings/journal/open/").content.decode()
        assert "On Saturday 9 May, 20:30 the lock goes away" in page

    def test_today_leads_there_as_long_as_it_is_waited_for(
        self, forgot: Client, alice: User, clock: Any, client_of: ClientOf
    ) -> None:
        assert OPEN in forgot.get("/").content.decode()
        clock.shift(timedelta(hours=72))
        assert OPEN not in client_of(alice).get("/").content.decode()

    def test_called_off_it_is_not_spoken_of_any_more(self, forgot: Client) -> None:
        forgot.post("/settings/journal/remember/")
        assert OPEN not in forgot.get("/").content.decode()


class TestAfterAResetByMail:
    @pytest.fixture
    def reset(self, clock: Any, alice: User, couple: Couple) -> Client:
        return self.by_mail(alice)

    def by_mail(self, alice: User) -> Client:
        visitor = Client()
        visitor.post("/account/password/reset/", {"email": alice.email})
        path = visitor.get(link_in(mail.outbox[-1]))["Location"]
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

    def test_nor_does_it_after_a_second_reset(
        self, reset: Client, alice: User, words: None, sitting: Sitting, clock: Any
    ) -> None:
        """Or else the PIN would count as one of before the reset."""
        clock.shift(timedelta(minutes=2))
        asked_again(reset, alice).post("/settings/journal/lock/", {"new_pin": PIN, "again": PIN})
        clock.shift(timedelta(minutes=2))
        browser = self.by_mail(alice)
        open_it(browser)
        assert seen(browser, sitting) == set()

    def test_no_pin_is_set_meanwhile(self, reset: Client, alice: User) -> None:
        assert "Set a PIN" not in reset.get("/settings/journal/").content.decode()
        given = {"new_pin": PIN, "again": PIN}
        page = asked_again(reset, alice).post("/settings/journal/lock/", given)
        assert "You can set a PIN from Saturday 9 May, 20:30" in page.content.decode()
        assert not state(alice).pin

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

    def test_the_lock_stays_as_long_as_the_wait(
        self, hers: Client, clock: Any, alice: User, words: None, sitting: Sitting
    ) -> None:
        """Without it the PIN would open nothing any more."""
        clock.shift(timedelta(minutes=1))
        browser = self.by_mail(alice)
        page = browser.post("/settings/journal/unlock/", {"pin": PIN}).content.decode()
        assert "You can turn the lock off from Saturday 9 May, 20:31" in page
        open_it(browser)
        assert seen(browser, sitting) == {SECRET, DRAFTED, ANSWERED}
        clock.shift(timedelta(hours=72))
        browser = self.sign_in(alice)
        assert browser.post("/settings/journal/unlock/", {"pin": PIN}).status_code == 302

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
