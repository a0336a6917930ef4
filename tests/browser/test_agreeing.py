"""What two agree on: a cue that is at hand from then on, and a goal that opens when both have rated it."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from couples.models import Couple, User
from tests import factories
from tests.browser.conftest import BrowserAs
from tests.browser.test_mending import press
from tests.browser.visit import DESK, PHONE, assert_accessible_by_day_and_night
from tests.checkins import wishes
from tests.listening import steps

STEPS = {
    "+2": "It never comes to that.",
    "+1": "We come back within the hour.",
    "−1": "We take a break, and one of us comes back.",
    "−2": "One of us leaves without a word.",
}


@pytest.fixture
def ours(live_site: str, alice: User, bob: User) -> Couple:
    """By the real clock, which the server goes by."""
    return factories.couple(alice, bob, now=timezone.now())


def test_a_cue_is_signed_and_at_hand(
    browser_as: BrowserAs, ours: Couple, alice: User, bob: User
) -> None:
    hers, his, now = browser_as(alice, PHONE), browser_as(bob, DESK), timezone.now()
    hers.goto("/exercises/")
    hers.get_by_role("link", name="Our cues").click()
    hers.get_by_role("link", name="Suggest a first one").click()
    assert_accessible_by_day_and_night(hers)
    words = hers.locator(".phrase .words").first.inner_text()
    hers.locator(".phrase").first.click()
    expect(hers.get_by_text("It waits for Bob now.")).to_be_visible()
    his.goto("/cues/")
    press(his, f"Sign it: “{words}”")
    expect(his.get_by_text("It is the two of yours now.")).to_be_visible()
    assert_accessible_by_day_and_night(his)
    is_at_hand(hers, wishes.begun(ours, alice, bob, now=now).get_absolute_url(), words)
    is_at_hand(his, steps.invited(ours, alice, now=now).get_absolute_url(), words)


def is_at_hand(page: Page, path: str, words: str) -> None:
    page.goto(path)
    cue = page.get_by_role("complementary", name="This week’s cue")
    expect(cue.get_by_text(words)).to_be_visible()


def test_a_goal_is_signed_and_opens_when_both_have_rated(
    browser_as: BrowserAs, ours: Couple, alice: User, bob: User
) -> None:
    hers, his = browser_as(alice, PHONE), browser_as(bob, DESK)
    hers.goto("/exercises/")
    hers.get_by_role("link", name="Shared goals").click()
    hers.locator(".menu a").first.click()
    assert_accessible_by_day_and_night(hers)
    for sign, words in STEPS.items():
        hers.get_by_label(sign).fill(words)
    press(hers, "Sign it, and offer it to Bob")
    expect(hers.get_by_text("Bob finds it here")).to_be_visible()
    his.goto("/goals/")
    his.locator(".card--link a").click()
    press(his, "Sign it")
    expect(his.get_by_text("You have both signed it.")).to_be_visible()
    assert_accessible_by_day_and_night(his)
    hers.reload()
    rates(hers, "Less than hoped")
    his.reload()
    expect(his.locator(":checked")).to_have_count(0)
    rates(his, "As hoped")
    hers.reload()
    for page in (hers, his):
        views = page.get_by_role("listitem")
        expect(views.filter(has_text="Alice: Less than hoped")).to_be_visible()
        expect(views.filter(has_text="Bob: As hoped")).to_be_visible()
    assert_accessible_by_day_and_night(hers)


def rates(page: Page, step: str) -> None:
    page.get_by_role("radio", name=re.compile(f"^{step}")).check()
    press(page, "Note it")
    expect(page.get_by_text("Noted.")).to_be_visible()
