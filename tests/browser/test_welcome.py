from playwright.sync_api import expect

from couples.models import Couple, User
from tests.browser.conftest import BrowserAs
from tests.browser.visit import assert_accessible_by_day_and_night


class TestWelcome:
    def test_it_greets_a_visitor(self, browser_as: BrowserAs) -> None:
        page = browser_as(None)
        page.goto("/welcome/")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert_accessible_by_day_and_night(page)

    def test_it_knows_who_is_signed_in(
        self, browser_as: BrowserAs, alice: User, couple: Couple
    ) -> None:
        page = browser_as(alice)
        answer = page.goto("/us/")
        assert answer is not None
        assert answer.status == 200
        assert page.url.endswith("/us/")
