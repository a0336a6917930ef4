"""Two steps in a row, the second at the worst moment for a page that follows: no word on its line is lost."""

import time

import pytest
from django.db import connections
from django.utils import timezone
from playwright.sync_api import Page, Route

from couples.models import User
from listening.models import Session
from listening.turns import Act
from tests import factories
from tests.browser.conftest import BrowserAs
from tests.browser.test_listening import title
from tests.listening import steps

LOOKS = "**/listening/*/?*seen=*"
NEXT_LOOK = 8_000  # milliseconds, well before the page would look by itself
ON_ITS_WAY = 0.7  # seconds for a nudge
# Between the swap of a fragment and its settling htmx lets other events in; here they pile up.
BUSY = """() => document.addEventListener("htmx:afterSwap", () => {
    const end = performance.now() + 2500;
    while (performance.now() < end);
}, { once: true })"""


@pytest.fixture
def session(live_site: str, alice: User, bob: User) -> Session:
    ours = factories.couple(alice, bob, now=timezone.now())
    made = steps.invited(ours, alice, now=timezone.now())
    return steps.up_to(made, Session.State.READY, now=timezone.now())


@pytest.fixture
def his(browser_as: BrowserAs, session: Session, bob: User) -> Page:
    page = browser_as(bob)
    with page.expect_response(LOOKS):  # what his line says first
        page.goto(session.get_absolute_url())
    title(page, "Arrive first")
    return page


class TestTwoStepsInARow:
    def test_the_second_while_the_page_fetches_the_first(self, his: Page, session: Session) -> None:
        def take_another(route: Route) -> None:
            fetched = route.fetch()
            steps.take(session, Act.SAY, now=timezone.now())
            connections.close_all()  # Playwright calls in a context of its own
            time.sleep(ON_ITS_WAY)
            route.fulfill(response=fetched)

        his.route(LOOKS, take_another, times=1)
        steps.take(session, Act.BEGIN, now=timezone.now())
        title(his, "Say back what you heard", within=NEXT_LOOK)

    def test_the_second_while_the_page_settles_the_first(self, his: Page, session: Session) -> None:
        his.evaluate(BUSY)
        with his.expect_response(lambda found: "seen=" in found.url and found.status == 200):
            steps.take(session, Act.BEGIN, now=timezone.now())
        time.sleep(ON_ITS_WAY)
        steps.take(session, Act.SAY, now=timezone.now())
        title(his, "Say back what you heard", within=NEXT_LOOK)
