from datetime import datetime

import pytest
from playwright.sync_api import Page, expect

from couples.models import Couple, User
from exercises import practising
from exercises.models import Sitting
from privacy.context import acting_as
from tests.browser.conftest import BrowserAs
from tests.browser.visit import (
    DESK,
    DESK_AT_NIGHT,
    Look,
    assert_accessible,
    assert_accessible_by_day_and_night,
)

# What the circle that is seen does, and how often.
BREATHS = """() => {
  const circles = [...document.querySelectorAll(".breath__circle")];
  const style = getComputedStyle(circles.find((one) => one.checkVisibility()), "::after");
  return style.animationName === "none" ? "none" : `breath ${style.animationIterationCount}`;
}"""


@pytest.fixture
def sitting(live_site: str, alice: User, couple: Couple, now: datetime) -> Sitting:
    with acting_as(alice):
        version = practising.find("a-need-without-blame", by=alice)
        assert version
        return practising.start(version, by=alice, now=now)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def step_is(page: Page, number: int) -> None:
    expect(page.get_by_text(f"Step {number} of ")).to_be_visible()


class TestPractising:
    def test_every_page_is_accessible(
        self, browser_as: BrowserAs, alice: User, sitting: Sitting
    ) -> None:
        page = browser_as(alice)
        step = f"/exercises/own/{sitting.public_id}"
        pages = ("/exercises/", "/exercises/lessons/", "/exercises/one-small-act/")
        for address in (*pages, f"{step}/2/", f"{step}/4/"):
            page.goto(address)
            assert_accessible_by_day_and_night(page)

    def test_the_whole_way_without_javascript(
        self, browser_as: BrowserAs, alice: User, couple: Couple
    ) -> None:
        page = browser_as(alice, javascript=False)
        page.goto("/exercises/")
        page.get_by_role("link", name="A settling breath").click()
        press(page, "Begin")
        press(page, "Next")
        press(page, "Back")
        step_is(page, 1)
        for _ in range(3):
            press(page, "Next")
        page.get_by_role("textbox").fill("My shoulders are lower.")
        press(page, "Finish")
        expect(page.get_by_role("heading", level=1)).to_have_text("That was time well spent.")
        page.get_by_role("link", name="Look back at it").click()
        expect(page.get_by_text("My shoulders are lower.")).to_be_visible()

    def test_a_lesson_is_found_read_and_kept_without_javascript(
        self, browser_as: BrowserAs, alice: User, couple: Couple
    ) -> None:
        page = browser_as(alice, javascript=False)
        page.goto("/exercises/")
        page.get_by_text("Find something that fits").click()
        page.get_by_label("Find by a word").fill("boundary")
        page.get_by_label("Kind").select_option("Lesson")
        press(page, "Find")
        assert "boundary" not in page.url
        page.get_by_role("link", name="Words for boundaries").click()
        expect(page.get_by_role("heading", name="Words for boundaries", level=1)).to_be_visible()
        page.go_back()
        expect(page.get_by_label("Find by a word")).to_have_value("boundary")
        page.get_by_role("link", name="Words for boundaries").click()
        press(page, "Add to your favourites")
        press(page, "Begin")
        for _ in range(2):
            press(page, "Next")
        page.get_by_role("textbox").fill("A talk after ten at night.")
        for _ in range(2):
            press(page, "Next")
        press(page, "Finish")
        expect(page.get_by_role("heading", level=1)).to_have_text("That was time well spent.")
        page.goto("/exercises/lessons/")
        expect(page.get_by_role("heading", name="Your favourites")).to_be_visible()

    def test_a_breath_takes_as_long_as_one_likes(
        self, browser_as: BrowserAs, alice: User, couple: Couple
    ) -> None:
        page = browser_as(alice)
        page.clock.install()
        page.goto("/exercises/")
        page.get_by_role("link", name="A settling breath").click()
        press(page, "Begin")
        while not page.get_by_role("radio", name="3 min").count():
            press(page, "Next")
        assert page.evaluate(BREATHS) == "none"
        page.emulate_media(reduced_motion="no-preference")
        assert page.evaluate(BREATHS) == "breath 18"
        page.get_by_label("2 min").check()
        assert page.evaluate(BREATHS) == "breath 12"
        page.clock.run_for(119_000)
        expect(page.locator("[data-breathing-over]")).to_be_empty()
        page.clock.run_for(1_000)
        expect(page.locator("[data-breathing-over]")).to_have_text(
            "That was it. Go on whenever you like."
        )
        page.get_by_label("Rest").check()
        expect(page.locator("[data-breathing-over]")).to_be_empty()
        assert page.evaluate(BREATHS) == "none"

    def test_it_can_be_left_and_resumed(
        self, browser_as: BrowserAs, alice: User, sitting: Sitting
    ) -> None:
        page = browser_as(alice)
        page.goto(f"/exercises/own/{sitting.public_id}/1/")
        press(page, "Next")
        page.get_by_role("textbox").fill("You never ask.")
        press(page, "Stop for now")
        page.get_by_role("link", name="A need, said without blame").first.click()
        step_is(page, 2)
        expect(page.get_by_role("textbox")).to_have_value("You never ask.")

    def test_the_browsers_own_back_shows_the_step_before(
        self, browser_as: BrowserAs, alice: User, sitting: Sitting
    ) -> None:
        page = browser_as(alice)
        page.goto(f"/exercises/own/{sitting.public_id}/1/")
        press(page, "Next")
        page.get_by_role("textbox").fill("You never ask.")
        press(page, "Next")
        step_is(page, 3)
        page.go_back()
        step_is(page, 2)
        expect(page.get_by_role("textbox")).to_have_value("You never ask.")

    def test_words_are_kept_while_they_are_typed(
        self, browser_as: BrowserAs, alice: User, sitting: Sitting
    ) -> None:
        page = browser_as(alice)
        page.goto(f"/exercises/own/{sitting.public_id}/2/")
        page.get_by_role("textbox").press_sequentially("Nobody pressed a button.")
        expect(page.get_by_text("Saved")).to_be_visible()
        other = browser_as(alice)
        other.goto(f"/exercises/own/{sitting.public_id}/2/")
        expect(other.get_by_role("textbox")).to_have_value("Nobody pressed a button.")

    def test_a_choice_and_its_button_need_only_the_keyboard(
        self, browser_as: BrowserAs, alice: User, sitting: Sitting
    ) -> None:
        page = browser_as(alice, DESK)
        page.goto(f"/exercises/own/{sitting.public_id}/4/")
        page.get_by_role("radio").first.focus()
        page.keyboard.press("ArrowDown")
        expect(page.get_by_role("radio", name="To be important for a moment")).to_be_checked()
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name="Next")).to_be_focused()
        page.keyboard.press("Enter")
        step_is(page, 5)


class TestEditing:
    def test_a_changed_exercise_is_met_by_the_partner(
        self, browser_as: BrowserAs, editor: User, alice: User, couple: Couple
    ) -> None:
        desk = browser_as(editor, DESK)
        desk.goto("/admin/exercises/exerciseversion/?status__exact=published")
        desk.get_by_role("link", name="One small act").click()
        press(desk, "New draft from this")
        desk.get_by_label("Title").first.fill("One small kindness")
        press(desk, "Save and publish")
        expect(desk.get_by_text("“One small kindness” is published.")).to_be_visible()
        phone = browser_as(alice)
        phone.goto("/exercises/one-small-act/")
        expect(phone.get_by_role("heading", level=1)).to_have_text("One small kindness")

    @pytest.mark.parametrize("look", [DESK, DESK_AT_NIGHT], ids=str)
    def test_the_admin_is_accessible_and_so_is_the_preview(
        self, browser_as: BrowserAs, editor: User, look: Look
    ) -> None:
        desk = browser_as(editor, look)
        desk.goto("/admin/exercises/exerciseversion/")
        assert_accessible(desk)
        desk.get_by_role("link", name="One small act").click()
        press(desk, "New draft from this")
        expect(desk.get_by_role("button", name="Save and publish")).to_be_visible()
        assert_accessible(desk)
        desk.get_by_role("link", name="Preview").click()
        expect(desk.get_by_role("button", name="Begin")).to_be_disabled()
        assert_accessible(desk)
        desk.get_by_role("link", name="Next step").click()
        desk.get_by_role("link", name="Next step").click()
        step_is(desk, 2)
        expect(desk.get_by_role("button", name="Next", exact=True)).to_be_disabled()
        assert_accessible(desk)
