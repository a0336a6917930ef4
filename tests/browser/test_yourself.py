"""The private questions in a real browser: with and without scripts, and by keyboard alone."""

from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from couples.models import Couple, User
from tests import factories
from tests.browser.conftest import BrowserAs
from tests.browser.test_caseload import tab_to
from tests.browser.visit import DESK, PHONE, assert_accessible


@pytest.fixture(autouse=True)
def named(couple: Couple, alice: User, tess: User) -> None:
    factories.agreement(couple, tess, alice, now=timezone.now())


def reads(page: Page, words: str) -> None:
    page.goto("/caseload/")
    page.get_by_role("link", name="For you alone").click()
    expect(page.get_by_text(words)).to_be_visible()
    expect(page.get_by_text("use your account here? yes")).to_be_visible()


class TestTheQuestions:
    @pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no-scripts"])
    def test_she_answers_and_tells_her_therapist_alone(
        self, browser_as: BrowserAs, alice: User, tess: User, javascript: bool
    ) -> None:
        page = browser_as(alice, PHONE, javascript=javascript)
        seen: list[str] = []
        page.on("framenavigated", lambda frame: seen.append(urlsplit(frame.url).path))
        page.goto("/yourself/")
        page.get_by_role("button", name="Begin").click()
        watched = page.get_by_role("group", name="Does somebody else read your messages")
        watched.get_by_text("Yes").click()
        page.get_by_role("button", name="Go on").click()
        page.get_by_label("In your own words").fill("Please call me at work.")
        page.get_by_text("Send what I just answered along").click()
        page.get_by_role("button", name="Tell them").click()
        expect(page.get_by_text("Done.")).to_be_visible()
        assert set(seen) == {"/yourself/"}
        page.go_back()
        expect(page.get_by_role("button", name="Begin")).to_be_visible()
        reads(browser_as(tess, DESK, javascript=javascript), "Please call me at work.")

    def test_the_keyboard_alone_is_enough(
        self, browser_as: BrowserAs, alice: User, tess: User
    ) -> None:
        page = browser_as(alice, DESK)
        page.goto("/yourself/")
        tab_to(page, "Begin")
        page.keyboard.press("Enter")
        page.get_by_role("radio").last.wait_for()
        page.get_by_role("radio").last.focus()
        page.keyboard.press("Space")
        tab_to(page, "Go on")
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="Thank you").wait_for()
        tab_to(page, "In your own words")
        page.keyboard.type("Please call me at work.")
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        tab_to(page, "Tell them")
        page.keyboard.press("Enter")
        expect(page.get_by_text("Done.")).to_be_visible()
        assert_accessible(page)
        reads(browser_as(tess, DESK), "Please call me at work.")
