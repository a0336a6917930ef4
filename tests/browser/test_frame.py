"""The frame of every page in a real browser: quick exit, keyboard, skip link."""

import pytest
from django.conf import settings
from playwright.sync_api import BrowserContext, Page, expect

from couples.models import Couple, User
from tests.browser.conftest import BrowserAs
from tests.browser.visit import DESK, PHONE, Look, assert_accessible

# What has the focus: its words, whether a ring is drawn, whether it can be seen.
FOCUSED = """() => {
  const it = document.activeElement;
  const style = getComputedStyle(it);
  const drawn = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const box = it.getBoundingClientRect();
  return {tag: it.tagName, words: it.textContent.trim(), drawn, high: box.height, wide: box.width};
}"""

COVER = """() => {
  const pressed = performance.now();
  document.querySelector("[data-leave]").click();
  const {visibility} = getComputedStyle(document.body);
  return [performance.now() - pressed, visibility];
}"""


def elsewhere(context: BrowserContext) -> None:
    """The neutral site, without the network."""
    context.route(
        f"{settings.NEUTRAL_SITE}**",
        lambda route: route.fulfill(content_type="text/html", body="<title>Elsewhere</title>"),
    )


def signed_out(page: Page) -> bool:
    """Within a second: the request that ends the session may still be on its way."""
    for _ in range(10):
        page.goto("/settings/")
        if "/account/login/" in page.url:
            return True
        page.wait_for_timeout(100)
    return False


@pytest.fixture
def at_home(browser_as: BrowserAs, alice: User, couple: Couple) -> Page:
    page = browser_as(alice, DESK)
    elsewhere(page.context)
    page.goto("/welcome/")
    page.goto("/us/")
    return page


class TestQuickExit:
    def test_three_times_shift_leads_away_and_signs_out(self, at_home: Page) -> None:
        for _ in range(3):
            at_home.keyboard.press("Shift")
        at_home.wait_for_url(f"{settings.NEUTRAL_SITE}**")
        assert signed_out(at_home)

    def test_the_page_is_covered_within_a_tenth_of_a_second(self, at_home: Page) -> None:
        milliseconds, visibility = at_home.evaluate(COVER)
        assert visibility == "hidden"
        assert milliseconds < 100

    def test_back_does_not_lead_back(self, at_home: Page) -> None:
        at_home.get_by_role("link", name="Leave quickly").click()
        at_home.wait_for_url(f"{settings.NEUTRAL_SITE}**")
        at_home.go_back()
        assert "/us/" not in at_home.url

    def test_two_presses_or_a_capital_letter_do_nothing(self, at_home: Page) -> None:
        at_home.keyboard.press("Shift")
        at_home.keyboard.press("Shift+A")
        at_home.keyboard.press("Shift")
        at_home.wait_for_timeout(300)
        assert at_home.url.endswith("/us/")

    def test_it_works_without_scripts(
        self, browser_as: BrowserAs, alice: User, couple: Couple
    ) -> None:
        page = browser_as(alice, PHONE, javascript=False)
        elsewhere(page.context)
        page.goto("/us/")
        page.get_by_role("link", name="Leave quickly").click()
        page.wait_for_url(f"{settings.NEUTRAL_SITE}**")
        assert signed_out(page)


class TestTheKeyboard:
    def test_the_first_stop_skips_to_the_page(self, at_home: Page) -> None:
        at_home.keyboard.press("Tab")
        expect(at_home.get_by_role("link", name="Skip to the page")).to_be_focused()
        at_home.keyboard.press("Enter")
        assert at_home.evaluate("document.activeElement.id") == "main"

    @pytest.mark.parametrize("look", [PHONE, DESK], ids=str)
    def test_every_stop_is_seen_and_large_enough(
        self, browser_as: BrowserAs, alice: User, couple: Couple, look: Look
    ) -> None:
        page = browser_as(alice, look)
        page.goto("/settings/")
        for _ in range(12):
            page.keyboard.press("Tab")
            stop = page.evaluate(FOCUSED)
            if stop["tag"] == "BODY":
                break
            assert stop["drawn"], stop
            assert min(stop["high"], stop["wide"]) >= 24, stop


class TestNarrowAndWide:
    @pytest.mark.parametrize("path", ["/welcome/", "/account/login/", "/account/signup/"])
    def test_a_small_phone_has_room_for_it(self, browser_as: BrowserAs, path: str) -> None:
        page = browser_as(None, Look(320, 600, "dark"))
        page.goto(path)
        assert_accessible(page)
