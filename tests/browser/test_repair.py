"""A line in a quarrel: one of the two has no scripts. What both noted opens to both, and nothing before."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from couples.models import Couple, User
from tests import factories
from tests.browser.conftest import BrowserAs
from tests.browser.test_mending import press, title
from tests.browser.visit import DESK, PHONE, assert_accessible, assert_accessible_by_day_and_night

HUG = "Come here and hold me."


@pytest.fixture
def ours(live_site: str, alice: User, bob: User) -> Couple:
    """By the real clock, which the server goes by."""
    return factories.couple(alice, bob, now=timezone.now())


def test_a_line_is_sent_and_both_say_how_it_went(
    browser_as: BrowserAs, ours: Couple, alice: User, bob: User
) -> None:
    hers, his = browser_as(alice, PHONE), browser_as(bob, DESK, javascript=False)
    says_what_he_likes(his)
    hers.goto("/exercises/")
    hers.get_by_role("link", name="Repair attempt").click()
    expect(hers.get_by_role("heading", name="Bob likes to hear")).to_be_visible()
    assert_accessible_by_day_and_night(hers)
    hers.get_by_role("button", name=HUG).press("Enter")
    expect(hers.get_by_text("It is on its way to Bob.")).to_be_visible()
    hers.go_back()
    hers.get_by_role("button", name="My tone was wrong.").click()
    expect(hers.get_by_role("alert")).to_contain_text("still with the other")
    reads_and_notes(his)
    notes_too(hers)
    his.reload()
    expect(his.get_by_text("Alice: “It helped”")).to_be_visible()
    looked_over(browser_as(bob, PHONE), his.url)


def looked_over(his: Page, path: str) -> None:
    """With scripts, which axe cannot do without."""
    for one in ("/repair/list/", path):
        his.goto(one)
        assert_accessible(his)


def says_what_he_likes(his: Page) -> None:
    his.goto("/repair/")
    his.get_by_role("link", name="What I like to hear").click()
    his.get_by_label("I have made tea").check()
    his.get_by_role("textbox").fill(HUG)
    press(his, "Keep it")
    expect(his.get_by_text("Alice can read it.")).to_be_visible()
    his.get_by_role("link", name="What I like to hear").click()
    expect(his.get_by_label("I have made tea")).to_be_checked()


def reads_and_notes(his: Page) -> None:
    his.goto("/")
    his.get_by_role("link", name="Alice has sent you a line").click()
    title(his, "Alice has sent you a line")
    expect(his.get_by_text(HUG)).to_be_visible()
    his.get_by_label("A little").check()
    press(his, "Note it")
    expect(his.get_by_text("Alice doesn’t see it")).to_be_visible()


def notes_too(hers: Page) -> None:
    hers.goto("/repair/")
    hers.get_by_role("link", name=HUG).click()
    expect(hers.get_by_text("A little")).to_have_count(1)  # as something to choose
    assert_accessible_by_day_and_night(hers)
    hers.get_by_label("It helped").check()
    press(hers, "Note it")
    expect(hers.get_by_text("Bob: “A little”")).to_be_visible()
