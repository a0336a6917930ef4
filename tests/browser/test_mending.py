"""An apology, from the first word to what the other lets one know; and without scripts, said in person."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from couples.models import Couple, User
from tests import factories
from tests.browser.conftest import BrowserAs
from tests.browser.visit import DESK, PHONE, assert_accessible, assert_accessible_by_day_and_night

DID = "I read your letter. That was wrong of me."
BLAME = "I was afraid, but you had shut me out."
FEAR = "I was afraid, and I did not ask."
OFFER = "I will ask you from now on. What else would help you?"


@pytest.fixture
def ours(live_site: str, alice: User, bob: User) -> Couple:
    """By the real clock, which the server goes by."""
    return factories.couple(alice, bob, now=timezone.now())


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def title(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(words)


def write(page: Page, at: str, words: str) -> None:
    title(page, at)
    page.get_by_role("textbox").fill(words)
    press(page, "Next")


def rehearse(page: Page) -> None:
    """The parts that count, and one that is hinted at."""
    write(page, "What I did", DID)
    press(page, "Next")
    write(page, "How it came about", BLAME)
    expect(page.get_by_text("“But you” is easily heard as blame")).to_be_visible()
    page.get_by_role("textbox").fill(FEAR)
    press(page, "Go on")
    write(page, "What I offer", OFFER)
    press(page, "Read it as a whole")
    title(page, "Read it as a whole")


class TestStory:
    def test_it_is_rehearsed_sent_and_taken_and_told_when_the_other_says_so(
        self, browser_as: BrowserAs, ours: Couple, alice: User, bob: User
    ) -> None:
        hers, his = browser_as(alice, PHONE), browser_as(bob, DESK)
        begins_and_comes_back(hers)
        rehearse(hers)
        assert_accessible_by_day_and_night(hers)
        press(hers, "Let it rest")
        expect(hers.get_by_text("It rests until")).to_be_visible()
        sends(hers)
        reads_and_notes(his)
        hers.reload()
        expect(hers.get_by_text("you don’t see here")).to_be_visible()
        press(his, "Let Alice know")
        expect(his.get_by_role("heading", name="Alice knows")).to_be_visible()
        hers.reload()
        expect(hers.get_by_text("“Thank you, not yet.”")).to_be_visible()
        assert_accessible(hers)
        takes_it_back(hers, his)


def begins_and_comes_back(hers: Page) -> None:
    """What was being typed is there."""
    hers.goto("/exercises/")
    hers.get_by_role("link", name="An apology").click()
    assert_accessible(hers)
    press(hers, "Begin")
    hers.get_by_role("textbox").press_sequentially("I read your")
    expect(hers.get_by_text("Saved ")).to_be_visible()
    assert_accessible_by_day_and_night(hers)
    hers.goto("/apology/")
    hers.get_by_role("link", name="Go on").click()
    hers.get_by_role("link", name="Change “What I did”").click()
    expect(hers.get_by_role("textbox")).to_have_value("I read your")


def sends(hers: Page) -> None:
    hers.get_by_role("link", name="Read it once more").click()
    title(hers, "Once more, before it goes")
    for words in (DID, FEAR, OFFER):
        expect(hers.get_by_text(words)).to_be_visible()
    assert_accessible_by_day_and_night(hers)
    press(hers, "Send it to Bob")
    title(hers, "Your apology to Bob")
    assert_accessible_by_day_and_night(hers)
    hers.go_back()
    title(hers, "Your apology to Bob")


def reads_and_notes(his: Page) -> None:
    his.goto("/")
    his.get_by_role("link", name="Alice has written something to you").click()
    his.get_by_role("link", name="Alice has written to you").click()
    expect(his.get_by_text(OFFER)).to_be_visible()
    his.get_by_label("Thank you, not yet.").check()
    press(his, "Note it for me")
    expect(his.get_by_text("Alice doesn’t see it, unless you say so here.")).to_be_visible()
    assert_accessible_by_day_and_night(his)


def takes_it_back(hers: Page, his: Page) -> None:
    hers.get_by_text("Take it back", exact=True).click()
    press(hers, "Yes, take it back")
    title(hers, "You took it back")
    his.goto("/apology/")
    expect(his.get_by_text("has written to you")).to_have_count(0)
    assert_accessible(his)


class TestWithoutScripts:
    def test_it_is_said_in_person_and_nobody_knows(
        self, browser_as: BrowserAs, ours: Couple, alice: User, bob: User
    ) -> None:
        hers, his = browser_as(alice, PHONE, javascript=False), browser_as(bob, PHONE)
        hers.goto("/apology/")
        press(hers, "Begin")
        rehearse(hers)
        press(hers, "I have said it")
        title(hers, "You said it in person")
        expect(hers.get_by_text(DID)).to_be_visible()
        his.goto("/apology/")
        expect(his.get_by_text("Earlier")).to_have_count(0)
