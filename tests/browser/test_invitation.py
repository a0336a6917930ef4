"""The link for a partner: copied with a press where scripts run, still there to read where not."""

from playwright.sync_api import Page, expect

from couples.models import User
from tests.browser.conftest import BrowserAs
from tests.browser.visit import PHONE, assert_accessible


def with_a_link(page: Page) -> Page:
    page.goto("/us/invitation/")
    page.get_by_role("button", name="Make a link").click()
    expect(page.locator(".link-out")).to_contain_text("/join/")
    return page


class TestTheLink:
    def test_a_press_copies_it(self, browser_as: BrowserAs, alice: User) -> None:
        page = browser_as(alice, PHONE)
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        with_a_link(page).get_by_role("button", name="Copy the link").click()
        expect(page.get_by_role("button", name="Copied")).to_be_visible()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == page.locator(".link-out").inner_text()
        assert_accessible(page)

    def test_it_can_be_read_without_scripts(self, browser_as: BrowserAs, alice: User) -> None:
        page = with_a_link(browser_as(alice, PHONE, javascript=False))
        expect(page.get_by_role("button", name="Copy the link")).to_be_hidden()
