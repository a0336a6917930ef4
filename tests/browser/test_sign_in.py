"""Being signed out, coming back, the list of devices and the lock of one's own words, in Chromium."""

import urllib.parse
from contextlib import closing
from http.client import HTTPConnection

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, expect

from couples import journal
from couples.models import Couple, User
from privacy.context import acting_as
from privacy.sessions import SEEN
from tests import factories
from tests.browser.conftest import BrowserAs
from tests.browser.test_account import localhost, sign_in, sign_out
from tests.browser.visit import PHONE, assert_accessible_by_day_and_night
from tests.couples.lock import PIN

__all__ = ["localhost"]

NOTE = "It was a long day, and I said so."
PAGES = ("settings/devices/", "settings/journal/", "settings/journal/change/")
ASKING = ("settings/journal/unlock/", "settings/journal/open/", "settings/journal/forget/")


def fall_asleep(page: Page) -> None:
    """A quarter of an hour goes by: nobody knows any more when this session was last used."""
    key = next(one["value"] for one in page.context.cookies() if one["name"] == "session")
    cache.delete(SEEN + key)


def say_again(page: Page) -> None:
    page.get_by_label("Password").fill(factories.PASSWORD)
    page.get_by_role("button", name="Yes, it is me").click()


@pytest.fixture
def locked(alice: User, couple: Couple) -> None:
    with acting_as(alice):
        journal.lock(by=alice, pin=PIN, now=couple.started_at)


class TestComingBack:
    @pytest.mark.parametrize("javascript", [True, False])
    def test_what_was_typed_is_there(
        self, javascript: bool, browser_as: BrowserAs, alice: User, couple: Couple
    ) -> None:
        page = browser_as(alice, PHONE, javascript=javascript)
        page.goto("/check-in/")
        page.locator("summary", has_text="A note").click()
        fall_asleep(page)
        page.get_by_label("A note").fill(NOTE)
        page.get_by_role("button", name="Check in").click()
        expect(page.get_by_text("You were away for a while")).to_be_visible()
        sign_in(page, alice)
        page.wait_for_url("**/check-in/")
        expect(page.get_by_label("A note")).to_have_value(NOTE)

    def test_a_page_that_types_is_told(
        self, browser_as: BrowserAs, alice: User, couple: Couple
    ) -> None:
        page = browser_as(alice, PHONE)
        page.goto("/check-in/")
        page.locator("summary", has_text="A note").click()
        fall_asleep(page)
        page.get_by_label("A note").fill(NOTE)
        expect(page.locator("[data-saved]")).to_contain_text("you are signed out")

    def test_the_page_that_says_so_is_accessible(
        self, browser_as: BrowserAs, alice: User, couple: Couple
    ) -> None:
        page = browser_as(alice)
        page.goto("/us/")
        fall_asleep(page)
        page.goto("/us/")
        expect(page.get_by_text("You were away for a while")).to_be_visible()
        assert_accessible_by_day_and_night(page)


class TestDevices:
    @pytest.mark.parametrize("javascript", [True, False])
    def test_one_is_ended_from_another(
        self, javascript: bool, browser_as: BrowserAs, alice: User, couple: Couple
    ) -> None:
        phone, desk = browser_as(None), browser_as(None, javascript=javascript)
        for page in (phone, desk):
            page.goto("/account/login/")
            sign_in(page, alice)
            page.wait_for_url("**/")
        desk.goto("/settings/devices/")
        desk.get_by_role("button", name="Sign out Chrome").click()
        expect(desk.get_by_text("That browser is signed out.")).to_be_visible()
        phone.goto("/us/")
        assert "/account/login/" in phone.url


class TestPages:
    def test_are_accessible(self, browser_as: BrowserAs, alice: User, locked: None) -> None:
        page = browser_as(alice)
        for path in (*PAGES, *ASKING):
            page.goto(f"/{path}")
            if "reauthenticate" in page.url:
                assert_accessible_by_day_and_night(page)
                say_again(page)
            assert_accessible_by_day_and_night(page)

    def test_the_first_pin_too(self, browser_as: BrowserAs, alice: User, couple: Couple) -> None:
        page = browser_as(alice)
        page.goto("/settings/journal/")
        assert_accessible_by_day_and_night(page)
        page.get_by_role("link", name="Set a PIN").click()
        say_again(page)
        page.get_by_label("Your new PIN").fill("12")
        page.get_by_role("button", name="Turn the lock on").click()
        expect(page.get_by_text("A PIN has 6 to 12 digits.").first).to_be_visible()
        assert_accessible_by_day_and_night(page)


class TestTheLock:
    def test_it_opens_by_keyboard_alone(
        self, browser_as: BrowserAs, alice: User, locked: None
    ) -> None:
        page = browser_as(alice, PHONE)
        page.goto("/history/")
        page.get_by_role("link", name="Open it").press("Enter")
        page.get_by_label("Your PIN").press_sequentially(PIN)
        page.keyboard.press("Enter")
        page.wait_for_url("**/history/")
        expect(page.get_by_text("is locked and not in this page")).to_have_count(0)

    def test_it_opens_without_scripts(
        self, browser_as: BrowserAs, alice: User, locked: None
    ) -> None:
        page = browser_as(alice, PHONE, javascript=False)
        page.goto("/settings/journal/open/?next=/history/")
        page.get_by_label("Your PIN").fill("000001")
        page.get_by_role("button", name="Open", exact=True).click()
        expect(page.get_by_text("This is not your PIN.").first).to_be_visible()
        page.get_by_label("Your PIN").fill(PIN)
        page.get_by_role("button", name="Open", exact=True).click()
        page.wait_for_url("**/history/")


class TestManyWrongPasswords:
    def test_keep_no_passkey_out(self, localhost: Page, alice: User, couple: Couple) -> None:
        page = localhost
        sign_in(page, alice)
        page.wait_for_url("**/")
        add_passkey(page)
        sign_out(page)
        guess(page.url, alice, 60)
        page.get_by_role("link", name="Sign in").click()
        page.get_by_role("button", name="Sign in with a passkey").click()
        expect(page.get_by_role("heading", name="Alice")).to_be_visible()


def add_passkey(page: Page) -> None:
    page.goto(page.url + "account/2fa/webauthn/add/")
    say_again(page)
    page.get_by_label("Sign in with it alone").check()
    page.get_by_role("button", name="Add this device").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()


def guess(address: str, person: User, times: int) -> None:
    """From the very address of the person, over one line that stays open."""
    place = urllib.parse.urlsplit(address)
    token = "c" * 32
    given = {"login": person.email, "password": "guess", "csrfmiddlewaretoken": token}
    headers = {
        "Cookie": f"csrf={token}",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    with closing(HTTPConnection("localhost", place.port or 80)) as line:
        for _ in range(times):
            line.request("POST", "/account/login/", urllib.parse.urlencode(given), headers)
            answer = line.getresponse()
            answer.read()
            assert answer.status == 200
