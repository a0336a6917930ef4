"""A cycle of two, one of them without scripts: each notes and shares, it is drawn, one takes theirs back."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from couples.models import Couple, User
from tests import factories
from tests.browser.conftest import BrowserAs
from tests.browser.test_mending import press
from tests.browser.visit import DESK, PHONE, assert_accessible, assert_accessible_by_day_and_night

ROOM = """() => [...document.querySelectorAll("svg.cycle__picture")]
  .filter((one) => one.checkVisibility())
  .flatMap((one) => [...one.querySelectorAll("g.cycle__box")])
  .filter((box) => {
    const edge = box.querySelector("rect").getBoundingClientRect();
    return [...box.querySelectorAll("text")].some((one) => {
      const words = one.getBoundingClientRect();
      return words.right > edge.right || words.left < edge.left || words.bottom > edge.bottom;
    });
  }).map((box) => box.textContent)"""


@pytest.fixture
def ours(live_site: str, alice: User, bob: User) -> Couple:
    """By the real clock, which the server goes by."""
    return factories.couple(alice, bob, now=timezone.now())


def test_it_is_drawn_of_what_both_share_and_gone_with_one_half(
    browser_as: BrowserAs, ours: Couple, alice: User, bob: User
) -> None:
    hers, his = browser_as(alice, PHONE), browser_as(bob, DESK, javascript=False)
    hers.goto("/exercises/")
    hers.get_by_role("link", name="Our cycle").click()
    hers.get_by_role("link", name="Note a hard moment").click()
    hers.get_by_label("Tired, nothing left").check()
    hers.get_by_text("In words of your own").nth(1).click()
    hers.get_by_label("What else I did").fill("Closed the bathroom door for an hour and a half")
    expect(hers.get_by_text("Saved")).to_be_visible()
    assert_accessible_by_day_and_night(hers)
    press(hers, "Keep it")
    expect(hers.get_by_text("Nobody else knows that it is here.")).to_be_visible()
    press(hers, "Share it with Bob")
    notes_and_shares(his)
    expect(his.get_by_role("heading", name="This is how it turns")).to_be_visible()
    hers.goto("/cycle/")
    fits(hers)
    hers.get_by_text("The same in words").click()
    expect(hers.get_by_text("Bob sees: What was done")).to_be_visible()
    assert_accessible_by_day_and_night(hers)
    his.get_by_role("link", name="My hard moments").click()
    his.locator(".list a").click()
    press(his, "Take it back")
    hers.reload()
    expect(hers.get_by_role("heading", name="Your half of it")).to_be_visible()
    hers.get_by_role("link", name="What Bob shares").click()
    expect(hers.get_by_text("Nothing here")).to_be_visible()
    assert_accessible(hers)


def notes_and_shares(his: Page) -> None:
    his.goto("/cycle/shared/")
    expect(his.get_by_text("“Closed the bathroom door")).to_be_visible()
    his.goto("/cycle/moments/new/")
    his.get_by_label("What happened").fill("She was gone when I came back.")
    his.get_by_label("Asked again and again").check()
    press(his, "Keep it")
    press(his, "Share it with Alice")
    his.goto("/cycle/")


def fits(hers: Page) -> None:
    """Letters are wrapped by guesses; here they are measured, from a small phone up."""
    for width in (320, 390, 700, 1280):
        hers.set_viewport_size({"width": width, "height": 800})
        assert hers.evaluate(ROOM) == []
        assert hers.evaluate("document.documentElement.scrollWidth") <= width
