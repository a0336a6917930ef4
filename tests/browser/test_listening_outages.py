"""The line breaks, Redis goes, the server starts anew: the session stands where it stood, and goes on.

Console errors are part of that here, so these browsers have nobody who watches over them.
"""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.db import connections
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect

from config import processes
from couples.models import User
from listening.models import Session
from listening.turns import Act
from tests import factories
from tests.browser import server, visit
from tests.browser.test_listening import SAID, press, title, write
from tests.conftest import ClientOf
from tests.listening import steps
from tests.shut_out import Guest, guest

State = Session.State
A_WHILE = 20_000  # milliseconds
LOOKS_TWICE = 7_000
A_NUDGE_OR_TWO = 1_000  # of those who have just come


class Site:
    """A server of its own, at an address that stays, and a Redis user of its own who can be shut out."""

    def __init__(self, log: Path, guest: Guest) -> None:
        self.log, self.guest, self.port = log, guest, processes.any_port()
        self.running = ExitStack()

    @property
    def address(self) -> str:
        return processes.address(self.port)

    def start(self) -> None:
        database = server.database_url(connections["owner"].settings_dict)
        where = {"DATABASE_URL": database, "REDIS_URL": self.guest.url}
        running = server.running_at(self.port, "live", self.log, **where)
        self.running.enter_context(running)

    def stop(self) -> None:
        self.running.close()
        self.running = ExitStack()


@pytest.fixture(scope="module")
def one_site(
    chromium: Browser, django_db_setup: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    with guest() as user:
        made = Site(tmp_path_factory.mktemp("outage") / "server.log", user)
        made.start()
        yield made
        made.stop()


@pytest.fixture
def site(one_site: Site, transactional_db: None) -> Site:
    one_site.guest.allow("on", "+@all")
    return one_site


@pytest.fixture
def session(site: Site, alice: User, bob: User) -> Session:
    ours = factories.couple(alice, bob, now=timezone.now())
    made = steps.invited(ours, alice, now=timezone.now(), topic="to be heard")
    return steps.up_to(made, State.SPEAKING, now=timezone.now())


@pytest.fixture
def both(
    site: Site, session: Session, chromium: Browser, alice: User, bob: User, client_of: ClientOf
) -> Iterator[tuple[Page, Page]]:
    """Alice speaks, and bob listens, each on their page."""
    contexts = [sign_in(chromium, site, one, client_of) for one in (alice, bob)]
    hers, his = (context.new_page() for context in contexts)
    for page in (hers, his):
        page.goto(session.get_absolute_url())
    expect(hers.get_by_text("Bob is here")).to_be_visible()
    yield hers, his
    for context in contexts:
        context.close()


def sign_in(chromium: Browser, site: Site, person: User, client_of: ClientOf) -> BrowserContext:
    context = visit.new_context(chromium, site.address, visit.PHONE)
    value = client_of(person).cookies["session"].value
    context.add_cookies([{"name": "session", "value": value, "url": site.address}])
    return context


def shows(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(words, timeout=A_WHILE)


def goes_on_to_the_end(hers: Page, his: Page) -> None:
    shows(his, "Say back what you heard")
    write(his, "You felt alone.", "Say it back")
    shows(hers, "Is that it?")


class TestOutages:
    def test_a_connection_that_drops_is_taken_up_again(self, both: tuple[Page, Page]) -> None:
        hers, his = both
        his.context.set_offline(True)
        write(hers, SAID, "Send it to Bob")
        title(hers, "Bob says it back")
        title(his, "Alice speaks")
        his.context.set_offline(False)
        goes_on_to_the_end(hers, his)

    def test_words_that_met_no_connection_are_kept_and_sent_later(
        self, both: tuple[Page, Page]
    ) -> None:
        hers, his = both
        hers.context.set_offline(True)
        hers.get_by_role("textbox").fill(SAID)
        expect(hers.get_by_text("no connection")).to_be_visible(timeout=A_WHILE)
        hers.context.set_offline(False)
        expect(hers.get_by_text("Saved ")).to_be_visible(timeout=A_WHILE)
        press(hers, "Send it to Bob")
        goes_on_to_the_end(hers, his)

    def test_a_look_that_brings_nothing_is_repeated_soon(
        self, session: Session, both: tuple[Page, Page]
    ) -> None:
        """Her page stays open: another nudge would come if she left it."""
        _, his = both
        his.wait_for_timeout(A_NUDGE_OR_TWO)
        his.route("**/listening/*/?*seen=*", lambda route: route.fulfill(status=503), times=1)
        steps.take(session, Act.SAY, now=timezone.now())
        title(his, "Say back what you heard", within=LOOKS_TWICE)

    def test_without_live_lines_it_goes_on_by_looking(
        self, site: Site, both: tuple[Page, Page]
    ) -> None:
        """Redis gives no lines any more, in the middle; sessions it still keeps."""
        hers, his = both
        site.guest.shut_out("-@pubsub")
        write(hers, SAID, "Send it to Bob")
        goes_on_to_the_end(hers, his)

    def test_while_all_of_redis_is_gone_nobody_is_let_in_and_nothing_moves(
        self, site: Site, session: Session, both: tuple[Page, Page]
    ) -> None:
        """Who asks for a page is led to the door (decision 0070); an open one stays, and goes on."""
        hers, his = both
        site.guest.shut_out("off")
        hers.reload()
        expect(hers).to_have_url(re.compile("/account/login/"))
        his.wait_for_timeout(LOOKS_TWICE)
        title(his, "Alice speaks")
        site.guest.allow("on")
        hers.goto(session.get_absolute_url())
        title(hers, "Say what is on your heart")
        write(hers, SAID, "Send it to Bob")
        goes_on_to_the_end(hers, his)

    def test_a_server_that_starts_anew_finds_it_where_it_was(
        self, site: Site, both: tuple[Page, Page]
    ) -> None:
        hers, his = both
        hers.get_by_role("textbox").fill(SAID)
        site.stop()
        site.start()
        press(hers, "Send it to Bob")
        goes_on_to_the_end(hers, his)
