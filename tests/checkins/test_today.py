import re
from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from checkins.models import Seen
from couples import celebrations, happenings, pauses
from couples.models import Couple, Membership, User
from privacy import keys
from privacy.context import acting_as, as_steward
from tests import factories
from tests.checkins.pages import TODAY, answers
from tests.conftest import ClientOf

pytestmark = pytest.mark.usefixtures("clock")

SECRET = "a word that only the partner wrote"
TOKEN = re.compile(rb'(csrfmiddlewaretoken" value|name="page" value)="[^"]*"')


def raw(browser: Client, path: str) -> bytes:
    """The bytes of a page; only the tokens in them are new each time."""
    return TOKEN.sub(b"", browser.get(path).content)


def partner_checks_in(bob: User, couple: Couple, now: datetime) -> None:
    words = {"appreciation": SECRET}
    factories.check_in(bob, couple, TODAY, now=now, words=words, note=(SECRET, "partner"))


class TestThePartnersPart:
    @pytest.mark.parametrize("path", ["/", "/check-in/", "/history/", "/check-in/yesterday/"])
    def test_leaves_no_trace_before_my_own_is_in(
        self, path: str, alice: User, bob: User, couple: Couple, client_of: ClientOf, now: datetime
    ) -> None:
        browser = client_of(alice)
        before = raw(browser, path)
        partner_checks_in(bob, couple, now)
        assert raw(browser, path) == before

    def test_leaves_none_in_a_refused_form_either(
        self, alice: User, bob: User, couple: Couple, client_of: ClientOf, now: datetime
    ) -> None:
        browser = client_of(alice)
        bad = answers(closeness="")
        before = TOKEN.sub(b"", browser.post("/check-in/", bad).content)
        partner_checks_in(bob, couple, now)
        assert TOKEN.sub(b"", browser.post("/check-in/", bad).content) == before

    def test_is_there_once_my_own_is_in(
        self, alice: User, bob: User, couple: Couple, client_of: ClientOf, now: datetime
    ) -> None:
        partner_checks_in(bob, couple, now)
        browser = client_of(alice)
        assert SECRET.encode() not in browser.get("/").content
        browser.post("/check-in/", answers())
        assert browser.get("/").content.count(SECRET.encode()) == 2

    def test_counts_as_read_only_then(
        self, alice: User, bob: User, couple: Couple, client_of: ClientOf, now: datetime
    ) -> None:
        partner_checks_in(bob, couple, now)
        browser = client_of(alice)
        browser.get("/")
        with as_steward():
            assert not Seen.objects.exists()
        browser.post("/check-in/", answers())
        for _ in range(2):
            browser.get("/")
        with as_steward():
            assert Seen.objects.get().person_id == alice.pk

    def test_is_gone_when_we_part(
        self, alice: User, bob: User, couple: Couple, client_of: ClientOf, now: datetime
    ) -> None:
        partner_checks_in(bob, couple, now)
        browser = client_of(alice)
        browser.post("/check-in/", answers(note="My own."))
        with acting_as(bob):
            Membership.objects.filter(person=bob).update(left_at=now)
        page = browser.get("/").content
        assert SECRET.encode() not in page
        assert b"My own." in page

    def test_of_a_stranger_is_never_there(
        self, mallory: User, other_couple: Couple, bob: User, couple: Couple, client_of: ClientOf
    ) -> None:
        browser = client_of(mallory)
        browser.post("/check-in/", answers())
        before = raw(browser, "/")
        partner_checks_in(bob, couple, datetime.fromisoformat("2026-05-06T10:00+00:00"))
        assert raw(browser, "/") == before


class TestToday:
    def test_leads_strangers_to_the_welcome_page(self, client: Client) -> None:
        assert client.get("/")["Location"] == "/welcome/"

    def test_leads_therapists_and_staff_home(
        self, tess: User, edith: User, client_of: ClientOf
    ) -> None:
        assert client_of(tess).get("/")["Location"] == "/caseload/"
        assert client_of(edith).get("/")["Location"] == "/admin/"

    def test_counts_my_own_last_seven_days(
        self, alice: User, bob: User, couple: Couple, client_of: ClientOf, now: datetime
    ) -> None:
        for away in (0, 1, 3, 6, 7, 30):
            factories.check_in(alice, couple, TODAY - timedelta(days=away), now=now)
            factories.check_in(bob, couple, TODAY - timedelta(days=away + 1), now=now)
        assert b"4 of the last 7 days" in client_of(alice).get("/").content

    def test_counts_nothing_for_somebody_who_has_not_begun(
        self, alice: User, couple: Couple, client_of: ClientOf
    ) -> None:
        page = client_of(alice).get("/").content
        assert b"of the last 7 days" not in page
        assert b"Your days so far" in page

    def test_offers_yesterday_only_while_it_is_empty(
        self, alice: User, couple: Couple, client_of: ClientOf, now: datetime
    ) -> None:
        browser = client_of(alice)
        assert b"/check-in/yesterday/" in browser.get("/").content
        factories.check_in(alice, couple, TODAY - timedelta(days=1), now=now)
        assert b"/check-in/yesterday/" not in browser.get("/").content

    def test_leads_back_to_yesterday_once_my_own_is_in(
        self, alice: User, bob: User, client_of: ClientOf, now: datetime
    ) -> None:
        """What the partner wrote after my last look is there, and on Today no more."""
        yesterday = TODAY - timedelta(days=1)
        couple = factories.couple(alice, bob, now=now - timedelta(days=3))
        words = {"appreciation": SECRET}
        factories.check_in(bob, couple, yesterday, now=now, words=words)
        browser = client_of(alice)
        link = f'<a href="/history/{yesterday}/">Yesterday</a>'
        assert link not in browser.get("/").content.decode()
        factories.check_in(alice, couple, yesterday, now=now)
        page = browser.get("/").content.decode()
        assert link in page
        assert SECRET not in page
        assert SECRET in browser.get(f"/history/{yesterday}/").content.decode()

    def test_never_speaks_of_streaks(self, alice: User, client_of: ClientOf) -> None:
        assert b"streak" not in client_of(alice).get("/").content.lower()

    def test_greets_by_the_persons_own_clock(
        self, alice: User, client_of: ClientOf, now: datetime
    ) -> None:
        browser = client_of(alice)
        for hours, words in ((0, "Good evening"), (8, "Hello"), (12, "Good morning")):
            with time_machine.travel(now + timedelta(hours=hours), tick=False):
                assert f"{words}, Alice" in browser.get("/").content.decode()

    def test_shows_what_both_reached_only_once_my_own_is_in(
        self, alice: User, couple: Couple, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """What the partner’s day has brought would say that the partner checked in."""
        reached = celebrations.Celebration("Twenty days", "A calm line.", "/milestones/")
        monkeypatch.setattr(celebrations, "for_person", lambda *_: reached)
        browser = client_of(alice)
        assert b"A calm line." not in browser.get("/").content
        browser.post("/check-in/", answers())
        assert b"A calm line." in browser.get("/").content

    def test_says_quietly_that_the_two_rest(
        self, alice: User, couple: Couple, client_of: ClientOf, now: datetime
    ) -> None:
        with acting_as(alice):
            pauses.begin(couple, days=3, now=now - timedelta(hours=1))
        browser = client_of(alice)
        assert b"You two are resting" in browser.get("/").content
        assert browser.post("/check-in/", answers()).status_code == 302


class TestTheCost:
    """In queries; what listeners to a check-in add is theirs to hold."""

    def test_of_a_check_in_is_small(
        self, alice: User, couple: Couple, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(happenings, "_listeners", {})
        browser = client_of(alice)
        with acting_as(alice):
            keys.of(alice.pk)  # made once in a life
        browser.get("/check-in/")
        with CaptureQueriesContext(connection) as asked:
            browser.post("/check-in/", answers(note="A note.", appreciation="Tea."))
        assert sum("checkins_hand_in" in query["sql"] for query in asked.captured_queries) == 1
        assert len(asked) <= 9

    @pytest.mark.parametrize("days", [1, 60])
    def test_of_today_does_not_grow(
        self,
        days: int,
        alice: User,
        bob: User,
        couple: Couple,
        client_of: ClientOf,
        now: datetime,
    ) -> None:
        for away in range(days):
            for person in (alice, bob):
                factories.check_in(person, couple, TODAY - timedelta(days=away), now=now)
        browser = client_of(alice)
        browser.get("/")
        with CaptureQueriesContext(connection) as asked:
            browser.get("/")
        assert len(asked) <= 12
