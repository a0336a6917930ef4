"""The frame of every page in a real browser: keyboard, skip link, and the page after something broke."""

from urllib.parse import urlsplit

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Page, Route, expect

from couples.models import Couple, User
from tests.browser.conftest import BrowserAs
from tests.browser.visit import (
    DESK,
    PHONE,
    Look,
    assert_accessible,
    assert_accessible_by_day_and_night,
)

WRONG = ("400", "403", "403_csrf", "404", "429", "500")
# What has the focus: its words, whether a ring is drawn, whether it can be seen.
FOCUSED = """() => {
  const it = document.activeElement;
  const style = getComputedStyle(it);
  const drawn = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const box = it.getBoundingClientRect();
  return {tag: it.tagName, words: it.textContent.trim(), drawn, high: box.height, wide: box.width};
}"""


@pytest.fixture
def at_home(browser_as: BrowserAs, alice: User, couple: Couple) -> Page:
    page = browser_as(alice, DESK)
    page.goto("/us/")
    return page


class TestTheKeyboard:
    def test_the_second_stop_skips_to_the_page(self, at_home: Page) -> None:
        at_home.keyboard.press("Tab")
        expect(at_home.get_by_role("link", name="Leave at once")).to_be_focused()
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
        doors = page.get_by_role("navigation", name="Main").bounding_box()
        assert doors
        if look == PHONE:  # a bar below, from edge to edge
            assert (doors["x"], doors["width"]) == (0, look.width)
            assert doors["y"] + doors["height"] == look.height
        else:  # a rail at the side, beside the page
            main = page.locator("main").bounding_box()
            assert main
            assert doors["x"] == 0
            assert doors["x"] + doors["width"] <= main["x"]
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


class TestAPageThatWentWrong:
    """The site’s own answer to any of these is seldom at hand; its template and its styles are."""

    def test_it_is_accessible(self, browser_as: BrowserAs) -> None:
        page = browser_as(None)
        sent = {"words": ["Half a sentence."], "page": "/welcome/"}
        shown = {f"/wrong-{name}/": render_to_string(f"{name}.html", sent) for name in WRONG}
        page.route("**/wrong-*/", lambda route: route.fulfill(body=shown[path_of(route)]))
        for path in shown:
            page.goto(path)
            expect(page.locator("body")).to_have_css("display", "grid")
            assert_accessible_by_day_and_night(page)


def path_of(route: Route) -> str:
    return urlsplit(route.request.url).path
