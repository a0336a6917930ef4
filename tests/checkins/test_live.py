"""The stream that says “look again”, from the real server over a real line."""

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.contrib.sessions.models import Session
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from checkins import marking, moments
from checkins.models import Moment
from couples import live, pairing
from couples.models import Couple, User
from privacy.context import acting_as, as_steward, asking
from privacy.sessions import SessionStore
from tests import factories
from tests.browser import server
from tests.checkins import wishes
from tests.conftest import ClientOf

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])

SOON = 5.0  # seconds; after ten the server would be ended by force
NUDGE = b"event: changed\ndata: changed\n\n"
END = b"0\r\n\r\n"  # of an answer in chunks


@pytest.fixture(scope="module")
def site(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    log = tmp_path_factory.mktemp("live") / "server.log"
    with running(log) as address:
        yield address


@contextmanager
def running(log: Path, **variables: str) -> Iterator[str]:
    database = server.database_url(connections["owner"].settings_dict)
    with server.running("live", log, DATABASE_URL=database, **variables) as address:
        yield address


@pytest.fixture
def ours(alice: User, bob: User) -> Couple:
    return factories.couple(alice, bob, now=timezone.now())


@pytest.fixture
def moment(ours: Couple, alice: User, bob: User) -> Moment:
    """One that has just begun: the server's clock is the real one."""
    return wishes.begun(ours, alice, bob, now=timezone.now())


class Line:
    """One open stream, listened to as a browser would."""

    def __init__(self, site: str, path: str, client: Client) -> None:
        place = urlsplit(site)
        self.socket = socket.create_connection((place.hostname, place.port or 80), timeout=10)
        session = client.cookies["session"].value
        request = (
            f"GET {path} HTTP/1.1\r\nHost: {place.netloc}\r\nCookie: session={session}\r\n\r\n"
        )
        self.socket.sendall(request.encode())
        self.heard = b""
        while b"\r\n\r\n" not in self.heard:
            self.heard += self.socket.recv(4096)
        self.head, _, self.heard = self.heard.partition(b"\r\n\r\n")

    @property
    def status(self) -> int:
        return int(self.head.split(b" ")[1])

    def is_told(self) -> bool:
        """To look again, soon; if it is told once more, that counts among the next nudges."""
        self.socket.settimeout(SOON)
        while NUDGE not in self.heard and (more := self.socket.recv(4096)):
            self.heard += more
        _, told, self.heard = self.heard.partition(NUDGE)
        return bool(told)

    def nudges(self, wait: float = 1.0) -> int:
        """How often it was told to look again since the last time it was asked."""
        deadline = time.monotonic() + wait
        while (left := deadline - time.monotonic()) > 0:
            self.socket.settimeout(left)
            with suppress(TimeoutError):
                self.heard += self.socket.recv(4096)
        found, self.tail, self.heard = self.heard.count(NUDGE), self.heard, b""
        return found

    def is_closed(self) -> bool:
        """The server has ended the stream: after its last chunk there is nothing."""
        self.socket.settimeout(1)
        with suppress(TimeoutError):
            while not self.tail.endswith(END) and (more := self.socket.recv(4096)):
                self.tail += more
        return self.tail.endswith(END)


@contextmanager
def listening(site: str, moment: Moment, *clients: Client) -> Iterator[list[Line]]:
    lines = [Line(site, live_path(moment), client) for client in clients]
    try:
        yield lines
    finally:
        for line in lines:
            line.socket.close()


NEXT = "GET /hidden/ HTTP/1.1\r\nHost: localhost\r\n\r\n"
TWO_ENDS = {
    "two lengths": f"Content-Length: 0\r\nContent-Length: {len(NEXT)}",
    "a length with a sign": f"Content-Length: +{len(NEXT)}",
    "chunks of another kind": "Transfer-Encoding: xchunked",
}


@pytest.mark.parametrize("head", TWO_ENDS.values(), ids=TWO_ENDS.keys())
def test_a_request_whose_end_can_be_read_in_two_ways_is_refused(head: str, site: str) -> None:
    place = urlsplit(site)
    with socket.create_connection((place.hostname, place.port or 80), timeout=10) as line:
        line.sendall(f"POST /health/ HTTP/1.1\r\nHost: localhost\r\n{head}\r\n\r\n{NEXT}".encode())
        heard = b""
        with suppress(TimeoutError, ConnectionError):
            while part := line.recv(4096):
                heard += part
    assert heard.startswith(b"HTTP/1.1 400"), heard
    assert heard.count(b"HTTP/1.1") == 1


class TestStream:
    def test_it_says_look_again_when_it_begins_and_when_the_other_goes_on(
        self, site: str, moment: Moment, alice: User, bob: User, client_of: ClientOf
    ) -> None:
        with listening(site, moment, client_of(bob)) as (line,):
            assert line.is_told()
            with acting_as(alice):
                moments.go_on(moment, from_step=1, now=timezone.now())
            assert line.nudges() == 1

    def test_it_says_nothing_of_a_mark_until_both_have_held_it(
        self, site: str, moment: Moment, alice: User, bob: User, client_of: ClientOf
    ) -> None:
        with listening(site, moment, client_of(bob)) as (line,):
            assert line.is_told()
            for held in (False, True):
                say(moment, alice, held)
            assert line.nudges() == 0
            say(moment, bob, held=True)
            assert line.nudges() == 1

    def test_it_says_nothing_of_other_moments(
        self, site: str, moment: Moment, bob: User, client_of: ClientOf
    ) -> None:
        with listening(site, moment, client_of(bob)) as (line,):
            assert line.is_told()
            live.publish("moment:another")
            assert line.nudges() == 0

    def test_it_is_kept_by_nobody(
        self, site: str, moment: Moment, alice: User, client_of: ClientOf
    ) -> None:
        with listening(site, moment, client_of(alice)) as (line,):
            head = line.head.lower()
            assert b"content-type: text/event-stream" in head
            assert b"cache-control: no-store" in head

    def test_it_is_closed_to_strangers(
        self, site: str, moment: Moment, client_of: ClientOf
    ) -> None:
        mallory = factories.person("mallory")
        factories.couple(mallory, factories.person("trent"), now=timezone.now())
        with listening(site, moment, client_of(mallory)) as (line,):
            assert line.status == 404

    def test_it_is_closed_to_visitors(self, site: str, moment: Moment) -> None:
        visitor = Client()
        visitor.cookies["session"] = "nobody"
        with listening(site, moment, visitor) as (line,):
            assert line.status == 302


def part(alice: User, bob: User) -> None:
    with acting_as(alice):
        couple = pairing.couple_of(alice, now=timezone.now())
        pairing.unpair(couple, by=alice, now=timezone.now())


def sign_out(alice: User, bob: User) -> None:
    with asking(factories.AT_THE_DOOR):
        for session in Session.objects.all():
            SessionStore(session.session_key).delete()


def close_account(alice: User, bob: User) -> None:
    with asking(factories.AT_THE_DOOR):
        User.objects.filter(pk=bob.pk).update(is_active=False)


def change_password(alice: User, bob: User) -> None:
    with acting_as(bob):
        bob.set_password("another long quiet evening")
        bob.save()


class TestWithdrawal:
    @pytest.mark.parametrize("ended", [part, sign_out, close_account, change_password])
    def test_an_open_line_says_nothing_more(
        self,
        ended: Callable[[User, User], None],
        site: str,
        moment: Moment,
        alice: User,
        bob: User,
        client_of: ClientOf,
    ) -> None:
        with listening(site, moment, client_of(bob)) as (line,):
            assert line.is_told()
            live.send(moments.channel(moment))
            assert line.is_told()
            ended(alice, bob)
            live.send(moments.channel(moment))
            assert line.nudges() == 0
            assert line.is_closed()


class TestCost:
    def test_it_holds_no_connection_while_it_listens(
        self, site: str, moment: Moment, alice: User, bob: User, client_of: ClientOf
    ) -> None:
        clients = [client_of(one) for one in (alice, bob) for _ in range(5)]
        before = connections_of_the_site()
        with listening(site, moment, *clients) as lines:
            assert [line.nudges(0.3) for line in lines] == [1] * 10
            # Ten that arrive together may have found the pool too small, for a moment.
            assert connections_of_the_site() - before < len(clients) / 2

    def test_it_lets_go_of_redis_when_the_browser_leaves(
        self, site: str, moment: Moment, alice: User, client_of: ClientOf
    ) -> None:
        with listening(site, moment, client_of(alice)) as (line,):
            assert line.is_told()
            assert listeners(moment) == 1
        deadline = time.monotonic() + 10
        while listeners(moment) and time.monotonic() < deadline:
            time.sleep(0.1)
        assert listeners(moment) == 0


class TestTheEndOfAServer:
    def test_it_ends_its_streams_first_and_soon(
        self, tmp_path: Path, moment: Moment, alice: User, client_of: ClientOf
    ) -> None:
        """It waits for its answers; a stream would last for minutes, and then be cut off."""
        with running(tmp_path / "server.log") as site:
            line = Line(site, live_path(moment), client_of(alice))
            assert line.is_told()
            told = time.monotonic()
        assert time.monotonic() - told < SOON
        assert line.nudges() == 0
        assert line.is_closed()
        line.socket.close()


class TestWithoutRedis:
    def test_it_costs_a_nudge_and_no_page(
        self,
        moment: Moment,
        alice: User,
        settings: Settings,
    ) -> None:
        live.client.cache_clear()
        settings.REDIS_URL = "unix:///nowhere.sock"
        with acting_as(alice):
            moments.go_on(moment, from_step=1, now=timezone.now())
        live.client.cache_clear()
        with as_steward():
            assert Moment.objects.get(pk=moment.pk).step == 2


class TestPagesServer:
    def test_it_tells_the_browser_not_to_try(
        self, moment: Moment, alice: User, client_of: ClientOf
    ) -> None:
        assert client_of(alice).get(live_path(moment)).status_code == 204


def say(moment: Moment, person: User, held: bool) -> None:
    with acting_as(person):
        marking.mark(moment, held=held, by=person, now=timezone.now())


def live_path(moment: Moment) -> str:
    return reverse("checkins:live_moment", args=[moment.public_id])


def connections_of_the_site() -> int:
    """Database sessions besides this test's own, once they have settled."""
    time.sleep(0.3)
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            """SELECT count(*) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid()"""
        )
        return int(cursor.fetchone()[0])


def listeners(moment: Moment) -> int:
    channel = moments.channel(moment)
    return int(dict(live.client().pubsub_numsub(channel)).get(channel.encode(), 0))
