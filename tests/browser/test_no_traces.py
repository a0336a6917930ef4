"""What a browser keeps of a visit: neutral titles, addresses without words, and nothing else at all."""

import re
from datetime import timedelta
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.core.management import call_command
from django.urls import resolve
from django.utils import timezone
from playwright.sync_api import Page

from couples.models import User
from tests.browser import walk
from tests.browser.conftest import BrowserAs
from tests.browser.test_every_page import somebody
from tests.browser.visit import PHONE

STORED = """async () => ({
  local: {...localStorage},
  session: {...sessionStorage},
  databases: (await indexedDB.databases()).map((one) => one.name),
  caches: await caches.keys(),
})"""
EMPTY: dict[str, object] = {"local": {}, "session": {}, "databases": [], "caches": []}
# What may stand in the gaps of an address: a day, a month, a number, a name that tells nothing; and the
# slugs of our own content (docs/decisions/0006). All else in it is from the URLconf.
GAP = re.compile(r"\d+|\d{4}-\d{2}(-\d{2})?( 00:00:00)?|[A-Za-z0-9_-]{22}|[A-Za-z0-9_-]{43}")
SLUGS = {"slug", "app_label"}
QUESTIONS = {"next", "page", "step"}


def kept(page: Page, path: str) -> dict[str, object]:
    """What is wrong with what a browser has of this page."""
    page.goto(path)
    page.wait_for_load_state()
    address = urlsplit(page.url)
    wrong: dict[str, object] = {}
    if page.title() != "Moments":
        wrong["title"] = page.title()
    if page.evaluate(STORED) != EMPTY:
        wrong["stored"] = page.evaluate(STORED)
    gaps = resolve(address.path).kwargs
    if any(not GAP.fullmatch(str(told)) for gap, told in gaps.items() if gap not in SLUGS):
        wrong["address"] = address.path
    if {name for name, _ in parse_qsl(address.query)} - QUESTIONS:
        wrong["question"] = address.query
    return wrong


class TestWhatABrowserKeeps:
    @pytest.mark.parametrize(
        "role", [User.Role.PARTNER, User.Role.THERAPIST, User.Role.STAFF, None]
    )
    def test_it_tells_nothing(
        self, browser_as: BrowserAs, editor: User, role: User.Role | None
    ) -> None:
        """`editor` brings the groups of the staff, whom the seed puts its own into."""
        call_command("seed_demo", couples=2)
        page = browser_as(self.visitor(role, editor), PHONE)
        paths = list(walk.pages(page))
        assert len(paths) >= 5, paths
        wrong = {path: found for path in paths if (found := kept(page, path))}
        assert not wrong

    def visitor(self, role: User.Role | None, editor: User) -> User | None:
        if role is None:
            return None
        return editor if role == User.Role.STAFF else somebody(role)

    def test_nor_does_what_it_has_after_a_day_was_written(
        self, browser_as: BrowserAs, alice: User
    ) -> None:
        page = browser_as(alice)
        page.goto("/check-in/")
        page.get_by_label("An appreciation").or_(page.locator("textarea").first).first.evaluate(
            "field => { field.value = 'The tea'; field.dispatchEvent(new Event('input', {bubbles: true})) }"
        )
        page.wait_for_timeout(1500)  # it saves itself meanwhile, on the server
        assert page.evaluate(STORED) == EMPTY
        page.goto(f"/history/{timezone.now().date() - timedelta(days=1)}/")
        assert page.evaluate(STORED) == EMPTY
