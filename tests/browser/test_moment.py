"""Two people, two browsers, one moment."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from checkins.models import Moment
from couples.models import Couple, User
from tests import factories
from tests.browser.conftest import BrowserAs
from tests.browser.visit import DESK, PHONE, assert_accessible
from tests.checkins import wishes


@pytest.fixture
def ours(live_site: str, alice: User, bob: User) -> Couple:
    return factories.couple(alice, bob, now=timezone.now())


@pytest.fixture
def moment(ours: Couple, alice: User, bob: User) -> Moment:
    return wishes.begun(ours, alice, bob, now=timezone.now())


def go_on(page: Page) -> None:
    page.get_by_role("button", name="Go on").click()


def title(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(words)


class TestAgreeing:
    def test_a_time_is_proposed_and_accepted(
        self, browser_as: BrowserAs, ours: Couple, alice: User, bob: User
    ) -> None:
        hers, his = browser_as(alice, PHONE), browser_as(bob, DESK)
        hers.goto("/moments/")
        hers.get_by_role("link", name="Propose a time").click()
        hers.get_by_label("Wednesday").check()
        hers.get_by_label("At what time?").fill("20:30")
        hers.get_by_label("5 minutes", exact=True).check()
        assert_accessible(hers)
        hers.get_by_role("button", name="Propose this").click()
        his.goto("/moments/")
        expect(his.get_by_text("Alice proposes a time")).to_be_visible()
        assert_accessible(his)
        his.get_by_role("button", name="Accept these times").click()
        expect(his.get_by_text("Your next moment")).to_be_visible()


class TestWalkingThrough:
    def test_each_on_a_device_of_their_own(
        self, browser_as: BrowserAs, moment: Moment, alice: User, bob: User
    ) -> None:
        hers, his = browser_as(alice, PHONE), browser_as(bob, DESK)
        for page in (hers, his):
            page.goto(moment.get_absolute_url())
            title(page, "Arrive first")
        for turn, words in enumerate(
            ("Alice begins", "Bob says it back", "Now Bob", "Alice says it back")
        ):
            go_on((hers, his)[turn % 2])
            title(hers, words)
            title(his, words)
        go_on(hers)
        title(his, "Close with something small")
        for page in (hers, his):
            assert_accessible(page)
            page.get_by_role("button", name="We held it").click()
        title(hers, "You held this moment")
        title(his, "You held this moment")

    def test_one_shared_device_without_scripts(
        self, browser_as: BrowserAs, moment: Moment, alice: User
    ) -> None:
        page = browser_as(alice, PHONE, javascript=False)
        page.goto(moment.get_absolute_url())
        for _ in range(5):
            go_on(page)
        title(page, "Close with something small")
        page.get_by_role("link", name="Back", exact=True).click()
        title(page, "Alice says it back")
        page.get_by_role("link", name="Go on").click()
        page.get_by_role("button", name="Not today").click()
        page.get_by_role("link", name="Find another time").click()
        page.get_by_role("radio").first.check()
        page.get_by_label("At what time?").fill("23:59")
        assert moment.public_id in page.url
