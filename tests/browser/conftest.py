"""Real Chromium on the real site: granian serves the test's own database.

    def test_it_greets_her(self, browser_as: BrowserAs, alice: User, couple: Couple) -> None:
        page = browser_as(alice, look=PHONE)
        page.goto("/")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert_accessible(page)

- `browser_as(person)` is a signed-in page (staff: with their second key) in a browser of its own, so
  two people are two calls;
  `browser_as(None)` is a visitor, `javascript=False` does without scripts, `look=` one of LOOKS.
  `with page.context.expect_page()` and the like are Playwright's; addresses are relative.
- Console errors, CSP violations, 5xx answers and missing parts of any page fail the test at its end,
  without being asked for. Ask for `assert_accessible(page)` (axe) on every page that you open.
- People and rows come from the fixtures and factories, as in every other test; they are committed,
  the site sees them at once, and the tables are emptied afterwards. Content packs are loaded.
- The server is a process of its own: it knows no frozen time, and mail it sends lands in `MAILBOX`.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connections
from playwright.sync_api import Browser, Page, expect, sync_playwright
from pytest_django import DjangoDbBlocker

from couples import staff
from couples.models import User
from privacy.context import asking
from tests import factories, kept
from tests.browser import server, visit
from tests.conftest import ClientOf, with_second_factor

HERE = Path(__file__).parent
PATIENCE = 15_000  # milliseconds: two browsers, a server and a database may share two slow cores


class BrowserAs(Protocol):
    def __call__(
        self, person: User | None, look: visit.Look = visit.PHONE, *, javascript: bool = True
    ) -> Page: ...


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db(transaction=True, databases=["default", "owner"]))


def need_a_program() -> None:
    if visit.program() is None:
        refuse = pytest.fail if os.environ.get("REQUIRE_BROWSER") == "1" else pytest.skip
        refuse(visit.HOW_TO_GET_IT)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    need_a_program()
    # Playwright keeps an event loop in this thread; Django would refuse to query beside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = visit.launch(playwright.chromium)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def site(
    chromium: Browser, django_db_setup: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    log = tmp_path_factory.mktemp("site") / "server.log"
    database = server.database_url(connections["owner"].settings_dict)
    with server.running("live", log, DATABASE_URL=database) as address:
        yield address


@pytest.fixture(scope="session")
def house(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> kept.Kept:
    """The rows of the content pack, read once."""
    with django_db_blocker.unblock():
        ground = kept.keep()
        call_command("load_content", verbosity=0)
        loaded = {table: rows for table, rows in kept.keep().items() if table not in ground}
        kept.empty()
        kept.fill(ground)
        connections.close_all()
    return loaded


@pytest.fixture
def live_site(site: str, house: kept.Kept, transactional_db: None) -> str:
    """The address of the running site, with the content of the house."""
    kept.fill(house)
    return site


@pytest.fixture
def browser_as(chromium: Browser, live_site: str, client_of: ClientOf) -> Iterator[BrowserAs]:
    watch = visit.Watch()
    contexts: list[Callable[[], None]] = []

    def open_browser(
        person: User | None, look: visit.Look = visit.PHONE, *, javascript: bool = True
    ) -> Page:
        context = visit.new_context(chromium, live_site, look, javascript=javascript)
        contexts.append(context.close)
        context.on("page", watch.over)
        if person:
            client = client_of(person)
            cookie = (with_second_factor(client, person) if person.is_staff else client).cookies[
                "session"
            ]
            context.add_cookies([{"name": "session", "value": cookie.value, "url": live_site}])
        return context.new_page()

    yield open_browser
    for close in contexts:
        close()
    assert not watch.problems, "\n".join(watch.problems)


@pytest.fixture
def editor(edith: User, live_site: str) -> User:
    join(edith, staff.EDITORS)
    return edith


@pytest.fixture
def operator(live_site: str) -> User:
    oscar = factories.staff("oscar")
    join(oscar, staff.OPERATORS)
    return oscar


def join(person: User, group: str) -> None:
    with asking(factories.AT_THE_DOOR):
        person.groups.add(Group.objects.get(name=group))
