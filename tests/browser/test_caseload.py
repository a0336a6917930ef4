from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from checkins.models import Note, SafetyAnswer
from couples.models import Couple, User
from privacy.context import acting_as
from tests import factories
from tests.browser.conftest import BrowserAs
from tests.browser.visit import DESK, PHONE, Look, assert_accessible_by_day_and_night
from tests.care import story

SMALL = Look(320, 568, "light")
WIDTH = "document.documentElement.scrollWidth"


@pytest.fixture
def weeks(couple: Couple, alice: User, bob: User, tess: User) -> None:
    """A fortnight up to yesterday, shared with their therapist."""
    now = datetime.now(UTC)
    factories.agreement(couple, tess, alice, bob, now=now)
    for ago in range(14, 0, -1):
        on = now.date() - timedelta(days=ago)
        story.check_in(alice, couple, on, closeness=4 + ago % 3, note=Note.Audience.THERAPIST)
        if ago != 5:
            safe = SafetyAnswer.Answer.NOT_REALLY if ago == 2 else SafetyAnswer.Answer.YES
            story.check_in(bob, couple, on, closeness=3 + ago % 4, safe=safe)
    story.moment(couple, now.date() - timedelta(days=3))


@pytest.mark.usefixtures("weeks")
class TestCaseload:
    def test_it_is_accessible(self, browser_as: BrowserAs, tess: User) -> None:
        page = browser_as(tess)
        page.goto("/caseload/")
        expect(page.get_by_role("heading", name="Alice and Bob")).to_be_visible()
        assert_accessible_by_day_and_night(page)
        page.get_by_role("link", name="Alice and Bob").click()
        expect(page.get_by_role("heading", name="Milestones", exact=True)).to_be_visible()
        assert_accessible_by_day_and_night(page)

    def test_it_fits_on_a_small_phone_whatever_the_names(
        self, browser_as: BrowserAs, tess: User, alice: User, bob: User
    ) -> None:
        long = {alice: "A" * 60, bob: "A" * 59 + "B"}
        for one, name in long.items():
            with acting_as(one):
                User.objects.filter(pk=one.pk).update(display_name=name)
        page = browser_as(tess, look=SMALL)
        page.goto("/caseload/")
        assert page.evaluate(WIDTH) <= 320
        page.get_by_role("link", name="AAA").click()
        expect(page.get_by_role("heading", name="Milestones", exact=True)).to_be_visible()
        assert page.evaluate(WIDTH) <= 320
        hers = browser_as(alice, look=SMALL)
        for path in ("/", "/us/", "/moments/", "/settings/looks/", "/us/part/"):
            hers.goto(path)
            assert hers.evaluate(WIDTH) <= 320, path

    def test_it_is_used_with_the_keyboard_alone(self, browser_as: BrowserAs, tess: User) -> None:
        page = browser_as(tess, look=DESK)
        page.goto("/caseload/")
        tab_to(page, "Find a couple by a name")
        page.keyboard.type("bob")
        page.keyboard.press("Enter")
        expect(page).to_have_url("/caseload/")
        expect(page.get_by_label("Find a couple by a name")).to_have_value("bob")
        tab_to(page, "Alice and Bob")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("Alice and Bob")

    def test_it_works_without_scripts(self, browser_as: BrowserAs, tess: User, alice: User) -> None:
        page = browser_as(tess, look=PHONE, javascript=False)
        page.goto("/caseload/")
        page.get_by_role("link", name="Alice and Bob").click()
        page.get_by_text("Add a milestone of your own").click()
        page.get_by_label("A milestone of your own").fill("A weekend away")
        page.get_by_role("button", name="Add it").click()
        page.get_by_role("button", name="They have reached it").click()
        theirs = browser_as(alice, javascript=False)
        theirs.goto("/milestones/")
        expect(theirs.get_by_role("heading", name="A weekend away")).to_be_visible()


def tab_to(page: Page, name: str) -> None:
    for _ in range(30):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            "document.activeElement.labels?.[0]?.innerText || document.activeElement.innerText"
        )
        if (focused or "").strip().startswith(name):
            return
    raise AssertionError(f"“{name}” is not reached with the Tab key")
