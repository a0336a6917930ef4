import re

from playwright.sync_api import expect

from couples.models import Couple, User
from tests.browser.conftest import BrowserAs
from tests.browser.visit import assert_accessible_by_day_and_night

URL = "/settings/reminders/"


class TestReminders:
    def test_it_shows_when_notes_come(
        self, browser_as: BrowserAs, alice: User, couple: Couple
    ) -> None:
        page = browser_as(alice)
        page.goto(URL)
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_text("What comes next")).to_be_visible()
        expect(page.get_by_role("listitem").filter(has_text=re.compile("20:00"))).not_to_have_count(
            0
        )
        assert_accessible_by_day_and_night(page)

    def test_it_says_beside_the_field_what_is_wrong(
        self, browser_as: BrowserAs, alice: User, couple: Couple
    ) -> None:
        page = browser_as(alice, javascript=False)
        page.goto(URL)
        page.get_by_label("Time of my check-in").fill("23:30")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_role("alert")).to_contain_text("quiet hours")
        expect(page.get_by_label("Time of my check-in")).to_have_value("23:30")
