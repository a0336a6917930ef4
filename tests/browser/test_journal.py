"""A page of a journal: written step by step, shared with somebody who has no scripts, and taken back."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from couples.models import Couple, User
from tests import factories
from tests.browser.conftest import BrowserAs
from tests.browser.test_mending import press, title
from tests.browser.visit import DESK, PHONE, assert_accessible_by_day_and_night
from tests.journaling.tales import HARD, SOFT

PROMPT = "“Something is wrong with me”"
FIRST, LAST = "The sentence, as hard as it sounds:", "A sentence with room for both of us:"


@pytest.fixture
def ours(live_site: str, alice: User, bob: User) -> Couple:
    """By the real clock, which the server goes by."""
    return factories.couple(alice, bob, now=timezone.now())


def test_a_page_is_written_shared_and_taken_back(
    browser_as: BrowserAs, ours: Couple, alice: User, bob: User
) -> None:
    hers, his = browser_as(alice, PHONE), browser_as(bob, DESK, javascript=False)
    writes(hers)
    his.goto("/journal/shared/")
    expect(his.get_by_text("Nothing is shared here")).to_be_visible()
    hers.get_by_role("link", name="Share it with Bob").click()
    title(hers, "Once more, before you share it")
    assert_accessible_by_day_and_night(hers)
    press(hers, "Share it with Bob")
    expect(hers.get_by_text("Bob can read this page now.")).to_be_visible()
    assert_accessible_by_day_and_night(hers)
    his.reload()
    his.get_by_role("link", name=PROMPT).click()
    expect(his.get_by_text(SOFT)).to_be_visible()
    press(hers, "Take it back")
    his.reload()
    expect(his.get_by_text(SOFT)).to_have_count(0)


def writes(hers: Page) -> None:
    """Half of it comes back after a reload."""
    hers.goto("/exercises/")
    hers.get_by_role("link", name="Journal").click()
    hers.get_by_role("link", name="Begin with a question").click()
    assert_accessible_by_day_and_night(hers)
    hers.get_by_role("link", name=PROMPT).click()
    hers.get_by_label(FIRST).press_sequentially(HARD)
    expect(hers.locator("[data-saved]")).to_contain_text("Saved")
    hers.reload()
    expect(hers.get_by_label(FIRST)).to_have_value(HARD)
    assert_accessible_by_day_and_night(hers)
    hers.get_by_label(LAST).fill(SOFT)
    press(hers, "Done")
    expect(hers.get_by_text("Only you read this page.")).to_be_visible()
