"""The pages of an account in a real browser, a passkey among them."""

import pytest
from playwright.sync_api import Page, expect

from couples.models import Couple, User
from tests import factories
from tests.browser.conftest import BrowserAs
from tests.browser.visit import DESK_AT_NIGHT, PHONE, assert_accessible

OPEN_PAGES = ("login/", "signup/", "password/reset/", "password/reset/done/", "confirm-email/")
OWN_PAGES = ("email/", "password/change/", "2fa/", "reauthenticate/", "logout/")
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def sign_out(page: Page) -> None:
    """By the foot of the page, which leads to one more question."""
    page.get_by_role("link", name="Sign out").click()
    page.get_by_role("button", name="Sign out").click()


def sign_in(page: Page, person: User) -> None:
    page.get_by_label("E-mail address").fill(person.email)
    page.get_by_label("Password").fill(factories.PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


class TestThePagesOfAnAccount:
    def test_a_visitor_can_use_them(self, browser_as: BrowserAs) -> None:
        page = browser_as(None, DESK_AT_NIGHT)
        for path in OPEN_PAGES:
            page.goto(f"/account/{path}")
            assert_accessible(page)

    def test_their_owner_can_use_them(
        self, browser_as: BrowserAs, alice: User, couple: Couple
    ) -> None:
        page = browser_as(alice, PHONE)
        for path in OWN_PAGES:
            page.goto(f"/account/{path}")
            assert_accessible(page)

    def test_a_refused_form_shows_first_what_is_wrong(self, browser_as: BrowserAs) -> None:
        page = browser_as(None, PHONE)
        page.goto("/account/signup/")
        page.get_by_label("E-mail address").fill("not an address")
        page.get_by_role("button", name="Create my account").click()
        summary = page.locator(".errors")
        expect(summary).to_be_focused()
        summary.get_by_role("link", name="E-mail address").click()
        expect(page.get_by_label("E-mail address")).to_be_focused()
        assert_accessible(page)


@pytest.fixture
def localhost(browser_as: BrowserAs, live_site: str) -> Page:
    """A device that confirms; passkeys are bound to a name, and a number is none."""
    page = browser_as(None, PHONE)
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    page.goto(live_site.replace("127.0.0.1", "localhost") + "/account/login/")
    return page


class TestAPasskey:
    def test_it_opens_the_account_alone(self, localhost: Page, alice: User, couple: Couple) -> None:
        page = localhost
        sign_in(page, alice)
        page.wait_for_url("**/")
        page.goto(page.url + "account/2fa/webauthn/add/")
        page.get_by_label("Password").fill(factories.PASSWORD)
        page.get_by_role("button", name="Yes, it is me").click()
        page.get_by_label("Sign in with it alone").check()
        page.get_by_role("button", name="Add this device").click()
        expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
        sign_out(page)
        page.get_by_role("link", name="Sign in").click()
        page.get_by_role("button", name="Sign in with a passkey").click()
        expect(page.get_by_role("heading", name="Alice")).to_be_visible()

    def test_a_device_that_knows_none_is_told_so_on_the_page(self, localhost: Page) -> None:
        localhost.get_by_role("button", name="Sign in with a passkey").click()
        expect(localhost.get_by_role("alert")).to_contain_text("did not confirm", timeout=30_000)
