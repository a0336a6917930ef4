"""Words planted in every flow, with the real processes; none of them comes up where it does not belong.

The page that a person gets back may hold their own words. The logs of application, worker, Redis and
PostgreSQL, what goes through Redis, the mails, a stream and the pages of a failure may not; of these only
an outdated form and a session that sleeps give back what was just sent.
"""

import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import redis
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connections
from django.utils import timezone

from config import embedded_postgres, embedded_redis
from couples.models import Couple, User
from leaving import erasing
from leaving.models import Erasure
from privacy.context import acting_as, as_steward, asking
from privacy.sessions import SEEN
from tests import factories
from tests.browser import server
from tests.checkins.pages import answers
from tests.conftest import ClientOf, with_second_factor
from tests.privacy import flows
from tests.privacy.planted import Person, Planted
from tests.reminders.clockwork import Clockwork

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])

LONG = 2_000  # bytes of a sealed note; the one that breaks is longer
BREAKS = "It was long. " * 200
REFUSE = {
    "checkins_note": f"CHECK (octet_length(text) < {LONG})",
    "reminders_reminder": "CHECK (false) NOT VALID",
}


class Ear(threading.Thread):
    """Everything that anybody says to Redis meanwhile."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.heard: list[bytes] = []
        # However long nobody says anything, it goes on listening.
        self.client = redis.Redis.from_url(settings.REDIS_URL, socket_timeout=None)
        self.line = self.client.connection_pool.get_connection()
        self.line.send_command("MONITOR")  # type: ignore[no-untyped-call]  # comes without types
        self.line.read_response()

    def run(self) -> None:
        while True:
            try:
                self.heard.append(self.line.read_response())
            except (redis.RedisError, OSError, ValueError, AttributeError):
                return


class Watch(threading.Thread):
    """An open page of a session: what comes over its stream, until something has changed."""

    def __init__(self, hers: Person, place: str) -> None:
        super().__init__(daemon=True)
        self.line = hers.opener.open(f"{hers.site}/live{place}", timeout=30)
        self.heard = b""

    def run(self) -> None:
        with self.line:
            while b"event: changed" not in self.heard:
                self.heard += self.line.readline()


@pytest.fixture
def planted() -> Planted:
    return Planted()


@pytest.fixture
def ear() -> Iterator[Ear]:
    made = Ear()
    made.start()
    yield made
    made.line.disconnect()  # type: ignore[no-untyped-call]  # comes without types


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
    alice: User, bob: User, tess: User, edith: User, couple: Couple, planted: Planted,
    client_of: ClientOf,
) -> dict[str, str]:  # fmt: skip
    """The sessions of those who are signed in, by their first letter."""
    call_command("load_content", verbosity=0)
    factories.agreement(couple, tess, alice, bob, now=timezone.now())
    with asking(factories.AT_THE_DOOR):
        User.objects.filter(pk=edith.pk).update(is_superuser=True)
    carol = factories.person("carol", display_name=planted.word())
    everybody = {"A": alice, "B": bob, "C": carol, "T": tess, "E": edith}
    browsers = {name: client_of(one) for name, one in everybody.items()}
    with_second_factor(browsers["E"], edith)
    return {name: one.cookies["session"].value for name, one in browsers.items()}


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
    log, stream = tmp_path / "server.log", tmp_path / "live.log"
    clockwork.start("worker", "beat")
    with server.running("web", log, DATABASE_URL=clockwork.database) as site:
        all_of_them = {name: Person(site, session) for name, session in people.items()}
        pages, place = live(all_of_them, planted, couple)
        flows.a_stranger_s_flows(site, planted)
        bob = flows.a_forgetful_one_s_flows(site, planted, Path(settings.MAILBOX))
        clockwork.wait(lambda: flows.fetches_the_copy(all_of_them["A"]))
        erase("carol@example.org", clockwork)
        clockwork.wait(lambda: "IntegrityError" in clockwork.log.read_text())
    with server.running("live", stream, DATABASE_URL=clockwork.database) as site:
        alice, bob = all_of_them["A"].at(site), bob.at(site)
        assert all_of_them["T"].at(site).ask(f"/live/moments/{'A' * 22}/")[0] == 404
        pages["a stream"] = over_a_stream(alice, bob, place, planted).decode()
        pages["a page of a session that sleeps"] = flows.asleep(alice, planted, place, falls_asleep)
    new_mails = set(Path(settings.MAILBOX).glob("*.eml")) - mails
    return {
        **{name: page.encode() for name, page in pages.items()},
        "the log of the site": log.read_bytes(),
        "the log of the streams": stream.read_bytes(),
        "the log of beat and worker": clockwork.log.read_bytes(),
        "Redis": b"\n".join(bytes(one) for one in ear.heard),
        "mails": b"".join(path.read_bytes() for path in (*new_mails, *clockwork.mail)),
        **{name: text[len(before[name]) :] for name, text in _server_logs().items()},
    }


def live(people: dict[str, Person], planted: Planted, couple: Couple) -> tuple[dict[str, str], str]:
    """The pages that somebody gets when the house refuses or breaks over their words; and where the two
    listen to each other.
    """
    today = timezone.now().astimezone(ZoneInfo("Europe/Amsterdam")).date()
    alice, bob = people["A"], people["B"]
    note = flows.a_partner_s_flows(alice, planted, today)
    flows.an_apology_s_flows(alice, bob, planted)
    flows.a_repair_s_flows(alice, bob, planted)
    flows.a_couple_s_flows(alice, bob, planted)
    place = flows.a_listener_s_flows(alice, bob, planted)
    flows.a_therapist_s_flows(people["T"], planted, couple, note)
    flows.a_guest_s_flows(people["C"], planted)
    flows.staff_s_flows(people["E"], planted)
    flows.an_account_s_flows(alice, planted)
    pages = flows.refused(alice, planted)
    breaking = answers(today, note=planted.word(BREAKS), audience="both")
    status, pages["a page of 500"], _ = bob.send("/check-in/", **breaking)
    assert status == 500
    return pages, place


def over_a_stream(alice: Person, bob: Person, place: str, planted: Planted) -> bytes:
    """Hers is open while he says back what she said."""
    watch = Watch(alice, place)
    watch.start()
    said = planted.word()
    flows.step(bob, place, "say_back", words=said)
    watch.join(30)
    assert b"event: changed" in watch.heard
    assert said in alice.ask(place)[1]
    return watch.heard


def falls_asleep(key: str) -> None:
    cache.delete(f"{SEEN}{key}")


def erase(email: str, clockwork: Clockwork) -> None:
    """Asked for two weeks ago; the next tick does it."""
    with asking(factories.AT_THE_DOOR):
        person = User.objects.get(email=email)
    with acting_as(person):
        erasing.ask(by=person, now=timezone.now() - timedelta(days=15))
    clockwork.wait(lambda: is_begun(person))


def is_begun(person: User) -> bool:
    with as_steward():
        return Erasure.objects.filter(person=person, state=Erasure.State.BEGUN).exists()


def test_no_planted_word_comes_up(planted: Planted, places: dict[str, bytes]) -> None:
    assert len(planted.words) > 50
    assert not {place: found for place, text in places.items() if (found := planted.found_in(text))}
    assert places["Redis"].count(b"\n") > 20
    for name in ("the log of the site", "the log of beat and worker"):
        assert b"IntegrityError" in places[name], name
        assert b"violates check" not in places[name], name  # what the exception itself said


def test_a_page_of_429_holds_what_was_just_sent_and_no_more(
    planted: Planted,
    settings: Any,
    alice: User,
    couple: Couple,
    client_of: ClientOf,
    caplog: pytest.LogCaptureFixture,
) -> None:
    hers, settings.SENT_A_MINUTE = client_of(alice), 1
    on = alice.local_date(timezone.now())
    sent = [hers.post("/check-in/", answers(on, note=planted.word())) for _ in range(2)]
    assert [one.status_code for one in sent] == [302, 429]
    assert planted.found_in(sent[1].content) == planted.words[1:]
    assert not planted.found_in(caplog.text.encode())


def _server_logs() -> dict[str, bytes]:
    """Of the embedded servers, where they are ours."""
    paths = {
        "the log of PostgreSQL": embedded_postgres.data() / "server.log",
        "the log of Redis": embedded_redis._log(),
    }
    return {name: path.read_bytes() if path.exists() else b"" for name, path in paths.items()}
