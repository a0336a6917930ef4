"""Words planted in every flow, with the real processes; none of them comes up where it does not belong.

The page that a person gets back may hold their own words. The logs of application, worker, Redis and
PostgreSQL, what goes through Redis, the mails and the page of a failure may not.
"""

import re
import secrets
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import OpenerDirector, Request, build_opener
from zoneinfo import ZoneInfo

import pytest
import redis
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.utils import timezone

from config import embedded_postgres, embedded_redis
from couples.models import Couple, User
from tests import factories
from tests.browser import server
from tests.checkins.pages import answers
from tests.conftest import ClientOf
from tests.reminders.clockwork import Clockwork

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])

TOKEN = "csrfmiddlewaretoken"
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]+)"')
LONG = 2_000  # bytes of a sealed note; the one that breaks is longer
BREAKS = "It was long. " * 200
REFUSE = {
    "checkins_note": f"CHECK (octet_length(text) < {LONG})",
    "reminders_reminder": "CHECK (false) NOT VALID",
}


@dataclass
class Planted:
    """Every word that was typed somewhere; each is made once and found nowhere else."""

    words: list[str] = field(default_factory=list)

    def word(self, before: str = "") -> str:
        self.words.append(f"zq{secrets.token_hex(8)}")
        return f"{before}{self.words[-1]}"

    def found_in(self, text: bytes) -> list[str]:
        return [word for word in self.words if word.encode() in text]


@dataclass
class Person:
    """A browser without one: cookies, forms with their token."""

    site: str
    session: str
    opener: OpenerDirector = field(default_factory=build_opener)
    csrf: str = ""

    def ask(self, path: str, fields: dict[str, Any] | None = None) -> tuple[int, str, str]:
        """Status, body and where one arrived."""
        cookies = f"session={self.session}; csrf={self.csrf}"
        data = urlencode(fields, doseq=True).encode() if fields is not None else None
        request = Request(f"{self.site}{path}", data=data, headers={"Cookie": cookies})  # noqa: S310
        try:
            answer = self.opener.open(request)
        except HTTPError as error:
            answer = error
        with answer:
            for cookie in answer.headers.get_all("Set-Cookie", []):
                self.csrf = cookie[5:].split(";")[0] if cookie.startswith("csrf=") else self.csrf
            return answer.status, answer.read().decode(), answer.url.removeprefix(self.site)

    def send(self, page: str, to: str = "", /, **fields: Any) -> tuple[int, str, str]:
        """Fill in the form of `page`; its action is `to`, if that is another address."""
        hidden = dict(HIDDEN.findall(self.ask(page)[1]))
        assert TOKEN in hidden, page
        kept = {name: hidden[name] for name in (TOKEN, "link") if name in hidden}
        return self.ask(to or page, kept | fields)


class Ear(threading.Thread):
    """Everything that anybody says to Redis meanwhile."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.heard: list[bytes] = []
        # However long nobody says anything, it goes on listening.
        self.client = redis.Redis.from_url(settings.REDIS_URL, socket_timeout=None)
        self.line = self.client.connection_pool.get_connection()
        self.line.send_command("MONITOR")  # type: ignore[no-untyped-call]
        self.line.read_response()

    def run(self) -> None:
        while True:
            try:
                self.heard.append(self.line.read_response())
            except (redis.RedisError, OSError, ValueError, AttributeError):
                return


@pytest.fixture
def planted() -> Planted:
    return Planted()


@pytest.fixture
def ear() -> Iterator[Ear]:
    made = Ear()
    made.start()
    yield made
    made.line.disconnect()  # type: ignore[no-untyped-call]


@pytest.fixture
def clockwork(transactional_db: None, tmp_path: Path) -> Iterator[Clockwork]:
    made = Clockwork(tmp_path, server.database_url(connections["owner"].settings_dict))
    yield made
    made.stop()


@pytest.fixture
def refusing(transactional_db: None) -> Iterator[None]:
    """Rows that the database refuses, quoting them: what an unforeseen failure looks like."""
    with connections["owner"].cursor() as cursor:
        for table, rule in REFUSE.items():
            cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT canary {rule}")
    yield
    with connections["owner"].cursor() as cursor:
        for table in REFUSE:
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT canary")


@pytest.fixture
def people(
    alice: User, bob: User, tess: User, couple: Couple, client_of: ClientOf
) -> dict[str, str]:
    call_command("load_content", verbosity=0)
    factories.agreement(couple, tess, alice, bob, now=timezone.now())
    return {one.display_name: client_of(one).cookies["session"].value for one in (alice, bob, tess)}


def a_partner_s_flows(hers: Person, planted: Planted, today: Any) -> None:
    day = answers(today, note=planted.word(), appreciation=planted.word(), audience="both")
    assert hers.send("/check-in/", "/check-in/draft/", **day)[0] == 204
    assert hers.send("/check-in/", **day)[2] == "/"
    refused = answers(today, note=planted.word(), closeness="ninety", page="another")
    assert hers.send("/check-in/", **refused)[0] == 200
    place = hers.send("/exercises/a-true-thank-you/", "/exercises/a-true-thank-you/start/")[2]
    for _ in range(3):
        place = hers.send(place, words=planted.word(), go="next")[2]
    found = hers.send("/exercises/", "/exercises/find/", words=planted.word(), need="calm")[2]
    assert found.startswith("/exercises/found/")
    assert hers.send("/exercises/words-for-wishes/", "/exercises/words-for-wishes/favourite/")
    assert hers.send("/yourself/questions/", afraid="yes", hurt="yes")[2] == "/yourself/afterwards/"
    assert hers.send("/yourself/afterwards/", words=planted.word())[2] == "/yourself/"
    assert hers.send("/settings/", display_name="Alice", called=planted.word(), language="en-gb",
                     time_zone="Nowhere/" + planted.word())[0] == 200  # fmt: skip
    assert hers.send("/us/agreement/", notes="on", milestones="on")[0] == 200


def a_therapist_s_flows(theirs: Person, planted: Planted, couple: Couple) -> None:
    page = f"/caseload/{couple.public_id}/"
    assert planted.words[0] in theirs.ask(page)[1]
    title = planted.word()
    assert title in theirs.send(page, f"{page}milestones/", title=title, line=planted.word())[1]
    assert theirs.ask("/caseload/alone/")[0] == 200
    assert theirs.send("/caseload/", q=planted.word())[0] == 200


def a_stranger_s_flows(site: str, planted: Planted) -> None:
    nobody = Person(site, "")
    for login in ("alice@example.org", f"{planted.word()}@example.org"):
        nobody.send("/account/login/", login=login, password=planted.word())
    assert nobody.ask(f"/join/{planted.word('A' * 25)}/")[0] == 404
    nobody.ask(f"/account/password/reset/key/1-{planted.word()}/")
    nobody.send("/account/signup/", display_name=planted.word(), email="no address",
                password1=planted.word())  # fmt: skip


@pytest.fixture
def places(
    planted: Planted,
    ear: Ear,
    clockwork: Clockwork,
    refusing: None,
    people: dict[str, str],
    couple: Couple,
    tmp_path: Path,
) -> dict[str, bytes]:
    """All flows lived through, a page and a tick broken; what was written down meanwhile, and where."""
    before, mails = _server_logs(), set(Path(settings.MAILBOX).glob("*.eml"))
    clockwork.start("worker", "beat")
    log = tmp_path / "server.log"
    with server.running("web", log, DATABASE_URL=clockwork.database) as site:
        failed = live(site, planted, people, couple)
        clockwork.wait(lambda: "IntegrityError" in clockwork.log.read_text())
    new_mails = set(Path(settings.MAILBOX).glob("*.eml")) - mails
    return {
        "the page of a failure": failed.encode(),
        "the log of the site": log.read_bytes(),
        "the log of beat and worker": clockwork.log.read_bytes(),
        "Redis": b"\n".join(bytes(one) for one in ear.heard),
        "mails": b"".join(path.read_bytes() for path in (*new_mails, *clockwork.mail)),
        **{name: text[len(before[name]) :] for name, text in _server_logs().items()},
    }


def live(site: str, planted: Planted, people: dict[str, str], couple: Couple) -> str:
    """The page that somebody gets when the house breaks over their words."""
    today = timezone.now().astimezone(ZoneInfo("Europe/Amsterdam")).date()
    a_partner_s_flows(Person(site, people["Alice"]), planted, today)
    a_therapist_s_flows(Person(site, people["Tess"]), planted, couple)
    a_stranger_s_flows(site, planted)
    breaking = answers(today, note=planted.word(BREAKS), audience="both")
    status, failed, _ = Person(site, people["Bob"]).send("/check-in/", **breaking)
    assert status == 500
    return failed


def test_no_planted_word_comes_up(planted: Planted, places: dict[str, bytes]) -> None:
    assert len(planted.words) > 15
    assert not {place: found for place, text in places.items() if (found := planted.found_in(text))}


def test_there_was_something_to_look_at(places: dict[str, bytes]) -> None:
    assert places["Redis"].count(b"\n") > 20
    for name in ("the log of the site", "the log of beat and worker"):
        assert b"IntegrityError" in places[name], name
        assert b"violates check" not in places[name], name  # what the exception itself said


def _server_logs() -> dict[str, bytes]:
    """Of the embedded servers, where they are ours."""
    paths = {
        "the log of PostgreSQL": embedded_postgres.data() / "server.log",
        "the log of Redis": embedded_redis._log(),
    }
    return {name: path.read_bytes() if path.exists() else b"" for name, path in paths.items()}
