"""The daily form as a person meets it: with a thumb, with keys only, without scripts."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from couples.models import Couple, User
from tests import factories
from tests.browser.conftest import BrowserAs
from tests.browser.visit import DESK, DESK_AT_NIGHT, PHONE, Look, assert_accessible

SMALL = Look(320, 640, "light")
FORM = "/check-in/"
FAR_APART = re.compile("far apart")


@pytest.fixture
def ours(live_site: str, alice: User, bob: User) -> Couple:
    return factories.couple(alice, bob, now=timezone.now())


def closeness(page: Page, step: int) -> None:
    question = page.get_by_role("group", name="How close did you feel?")
    question.get_by_role("radio", name=re.compile(rf"^{step}\b")).check()


def safe(page: Page, answer: str) -> None:
    page.get_by_role("radio", name=answer, exact=True).check()


def check_in(page: Page, step: int = 7) -> None:
    page.goto(FORM)
    closeness(page, step)
    safe(page, "Yes")
    page.get_by_role("button", name="Check in").click()
    expect(page).to_have_url(re.compile(r"/$"))


class TestThreeTaps:
    @pytest.mark.parametrize("javascript", [True, False])
    def test_are_enough(
        self, javascript: bool, browser_as: BrowserAs, ours: Couple, alice: User
    ) -> None:
        page = browser_as(alice, SMALL, javascript=javascript)
        check_in(page)
        expect(page.get_by_role("heading", name="Your day")).to_be_visible()
        if javascript:
            assert_accessible(page)

    def test_need_no_scrolling_on_a_phone(
        self, browser_as: BrowserAs, ours: Couple, alice: User
    ) -> None:
        page = browser_as(alice, PHONE)
        page.goto(FORM)
        for name in (re.compile("very close"), "Not really"):
            box = page.get_by_role("radio", name=name).bounding_box()
            assert box
            assert box["y"] + box["height"] < PHONE.height
        expect(page.get_by_role("button", name="Check in")).to_be_in_viewport()


class TestTheForm:
    @pytest.mark.parametrize("look", [SMALL, PHONE, DESK_AT_NIGHT], ids=str)
    def test_is_accessible_with_everything_open(
        self, look: Look, browser_as: BrowserAs, ours: Couple, alice: User
    ) -> None:
        page = browser_as(alice, look)
        page.goto(FORM)
        for part in page.locator("summary").all():
            part.click()
        assert_accessible(page)

    def test_says_beside_the_field_what_is_missing(
        self, browser_as: BrowserAs, ours: Couple, alice: User
    ) -> None:
        page = browser_as(alice, PHONE)
        page.goto(FORM)
        page.get_by_text("A note", exact=True).first.click()
        page.get_by_label("A note").fill("Not to be lost.")
        page.get_by_role("button", name="Check in").click()
        expect(page.get_by_role("alert")).to_be_focused()
        expect(page.get_by_label("A note")).to_have_value("Not to be lost.")
        assert_accessible(page)

    def test_works_by_keyboard_alone(
        self, browser_as: BrowserAs, ours: Couple, alice: User
    ) -> None:
        page = browser_as(alice, DESK)
        page.goto(FORM)
        page.get_by_role("radio", name=FAR_APART).focus()
        for key in ("ArrowRight", "ArrowRight", "Tab", "Space", "Tab", "Enter"):
            page.keyboard.press(key)
        expect(page.get_by_role("group", name="How much stress was there?")).to_be_visible()
        for key in ("Tab", "Tab", "Tab", "Tab", "Tab", "Tab"):
            page.keyboard.press(key)
        expect(page.get_by_role("button", name="Check in")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="Your day")).to_be_visible()
        expect(page.locator("dd").first).to_contain_text("2")

    def test_hides_nothing_that_has_the_focus(
        self, browser_as: BrowserAs, ours: Couple, alice: User
    ) -> None:
        page = browser_as(alice, PHONE)
        page.goto(FORM)
        for part in page.locator("summary").all():
            part.click()
        page.get_by_role("radio", name=FAR_APART).focus()
        bar = page.locator(".within-reach").bounding_box()
        assert bar
        for _ in range(12):
            page.keyboard.press("Tab")
            box = page.locator(":focus").bounding_box()
            assert box
            inside_bar = page.evaluate("!!document.activeElement.closest('.within-reach')")
            assert inside_bar or box["y"] < bar["y"]


class TestADraft:
    def test_is_still_there_after_a_reload(
        self, browser_as: BrowserAs, ours: Couple, alice: User
    ) -> None:
        page = browser_as(alice, PHONE)
        page.goto(FORM)
        closeness(page, 4)
        page.get_by_text("A note", exact=True).first.click()
        page.get_by_label("A note").fill("Half a sent")
        expect(page.get_by_text(re.compile(r"^Saved \d"))).to_be_visible()
        page.reload()
        expect(page.get_by_label("A note")).to_have_value("Half a sent")
        expect(page.get_by_role("radio", name="4", exact=True).first).to_be_checked()
        expect(page.get_by_text("We kept what you had typed here.")).to_be_visible()

    def test_of_another_page_is_not_overwritten(
        self, browser_as: BrowserAs, ours: Couple, alice: User
    ) -> None:
        page = browser_as(alice, DESK)
        other = page.context.new_page()
        for one in (page, other):
            one.goto(FORM)
        for one, words in ((page, "Saved"), (other, "Not saved: it has moved on")):
            closeness(one, 4)
            expect(one.get_by_text(re.compile(rf"^{words}"))).to_be_visible()

    def test_of_a_tab_that_another_sign_in_has_overtaken_comes_back_to_be_copied(
        self, browser_as: BrowserAs, live_site: str, ours: Couple, alice: User
    ) -> None:
        page = browser_as(alice, PHONE)
        page.goto(FORM)
        page.context.add_cookies([{"name": "csrf", "value": "a" * 32, "url": live_site}])
        page.get_by_text("A note", exact=True).first.click()
        page.get_by_label("A note").fill("Half a sentence.")
        expect(page.get_by_text("Not saved: you signed in elsewhere.")).to_be_visible()
        closeness(page, 4)
        page.get_by_role("button", name="Check in").click()
        expect(page.get_by_label("What you wrote")).to_have_value("Half a sentence.")
        assert_accessible(page)
        page.get_by_role("link", name="Open the page anew").click()
        expect(page).to_have_url(re.compile(rf"{FORM}$"))


class TestBothDays:
    def test_meet_only_when_both_are_in(
        self, browser_as: BrowserAs, ours: Couple, alice: User, bob: User
    ) -> None:
        hers, his = browser_as(alice, PHONE), browser_as(bob, DESK)
        hers.goto(FORM)
        hers.get_by_text("For the two of us", exact=True).click()
        hers.get_by_label("a hug, without more").check()
        hers.get_by_label("Something I appreciated").fill("The soup.")
        closeness(hers, 8)
        safe(hers, "Mostly")
        hers.get_by_role("button", name="Check in").click()
        expect(hers.get_by_role("link", name="Change it")).to_be_visible()
        his.goto("/")
        expect(his.get_by_text("The soup.")).to_have_count(0)
        check_in(his)
        expect(his.get_by_role("heading", name="Alice’s day")).to_be_visible()
        expect(his.get_by_text("The soup.")).to_be_visible()
        expect(his.get_by_text(re.compile("mostly", re.I))).to_have_count(0)
        assert_accessible(his)
        hers.reload()
        expect(hers.get_by_role("link", name="Change it")).to_have_count(0)
        hers.goto("/history/")
        assert_accessible(hers)
