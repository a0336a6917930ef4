"""The private check of safety, and that it changes nothing for anybody else."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from couples import glance, suggestions, yourself
from couples.models import Couple, SafetyCheck, User
from privacy.context import acting_as
from privacy.fields import sealed
from reminders import ticking
from tests import factories, pages
from tests.conftest import ClientOf
from tests.couples.alone import answer, tell

pytestmark = pytest.mark.usefixtures("clock")

TITLE = "A few minutes for yourself"
WORST = dict.fromkeys(SafetyCheck.QUESTIONS, "yes")
CALM = dict.fromkeys(SafetyCheck.QUESTIONS, "no")
SECRET = "He counts my money"


def asked(browser: Client) -> str:
    """The page with the questions."""
    browser.post("/yourself/", {"step": "begin"})
    return masked(browser.get("/yourself/").content.decode())


@pytest.fixture
def hers(client_of: ClientOf, alice: User, couple: Couple) -> Client:
    return client_of(alice)


def offered(person: User, couple: Couple, now: datetime) -> bool:
    with acting_as(person):
        found = suggestions.for_person(person, now, glance.at(person, now))
    return found is not None and found.title == TITLE


class TestTheOffer:
    def test_it_comes_at_the_start_and_again_after_a_month(
        self, alice: User, couple: Couple, now: datetime
    ) -> None:
        assert offered(alice, couple, now)
        with acting_as(alice):
            yourself.answer(CALM, by=alice, now=now)
        assert not offered(alice, couple, now + timedelta(days=29))
        assert offered(alice, couple, now + timedelta(days=31))

    def test_to_leave_it_out_is_enough(self, hers: Client, alice: User, couple: Couple) -> None:
        assert TITLE in hers.get("/").content.decode()
        assert hers.post("/yourself/")["Location"] == "/"
        assert TITLE not in hers.get("/").content.decode()

    def test_whoever_is_alone_is_not_asked(self, client_of: ClientOf, mallory: User) -> None:
        assert TITLE not in client_of(mallory).get("/").content.decode()

    def test_it_is_there_whenever_one_wants_it(self, hers: Client) -> None:
        assert TITLE in hers.get("/settings/").content.decode()

    @pytest.mark.parametrize("path", ["/yourself/", "/settings/", "/"])
    def test_a_glance_tells_nothing(self, hers: Client, path: str) -> None:
        page = hers.get(path).content.decode().lower().split("<main")[1].split("</main")[0]
        assert not re.findall(r"safe|afraid|violen|abus|hurt|threat", page)

    def test_therapists_are_not_asked(self, client_of: ClientOf, tess: User) -> None:
        assert client_of(tess).get("/yourself/").status_code == 404


class TestTheAnswers:
    def test_they_are_kept_for_their_writer(self, hers: Client, alice: User, bob: User) -> None:
        assert answer(hers, WORST)["Location"] == "/yourself/"
        with acting_as(alice):
            assert SafetyCheck.objects.get().answers == WORST
        with acting_as(bob):
            assert not SafetyCheck.objects.exists()

    def test_each_may_be_left_out(self, hers: Client, alice: User) -> None:
        answer(hers, {"hurt": "sometimes"})
        with acting_as(alice):
            assert SafetyCheck.objects.get().answers == {"hurt": "sometimes"}

    def test_no_page_shows_them_again(self, hers: Client) -> None:
        before = asked(hers)
        answer(hers, WORST)
        assert asked(hers) == before

    def test_the_page_afterwards_is_the_same_whatever_they_were(self, hers: Client) -> None:
        seen = set()
        for answers in (WORST, CALM, {}):
            answer(hers, answers)
            seen.add(masked(hers.get("/yourself/").content.decode()))
        assert len(seen) == 1
        assert "/support/" in seen.pop()

    def test_they_cannot_be_changed_by_anybody(self, hers: Client, alice: User) -> None:
        answer(hers, WORST)
        with acting_as(alice):
            other = SafetyCheck(person=alice, afraid="no")
            assert SafetyCheck.objects.update(afraid=sealed(other, "afraid")) == 0


class TestWhereTheStepsStand:
    def test_one_address_has_them_all_and_a_browser_s_history_no_more(self, hers: Client) -> None:
        steps = ({"step": "begin"}, WORST | {"step": "answer"}, {"step": "take_back"})
        for sent in steps:
            page = hers.get("/yourself/").content.decode().split("<main")[1].split("</main")[0]
            assert not re.findall(r'action="(?!/yourself/")|href="/yourself/[^"]', page)
            assert hers.post("/yourself/", sent)["Location"] == "/yourself/"

    def test_going_back_loading_again_or_coming_later_leads_to_the_first(
        self, hers: Client
    ) -> None:
        first = masked(hers.get("/yourself/").content.decode())
        for step in (asked, lambda browser: answer(browser, WORST) and browser.get("/yourself/")):
            assert step(hers) != first
            assert masked(hers.get("/yourself/").content.decode()) == first

    def test_a_page_that_stood_open_meanwhile_can_still_be_sent(
        self, hers: Client, alice: User
    ) -> None:
        asked(hers)
        hers.get("/yourself/")  # in another tab
        answer(hers, WORST)
        with acting_as(alice):
            assert SafetyCheck.objects.get().answers == WORST


def nothing(browser: Client) -> None:
    pass


def skipped(browser: Client) -> None:
    browser.post("/yourself/")


def calm(browser: Client) -> None:
    answer(browser, CALM)


def alarmed(browser: Client) -> None:
    tell(browser, WORST, words=SECRET, with_answers="on")


def taken_back(browser: Client) -> None:
    alarmed(browser)
    browser.post("/yourself/", {"step": "take_back"})


WORLDS: tuple[Callable[[Client], None], ...] = (nothing, skipped, calm, alarmed, taken_back)
QUIET = {"account_logout", "couples:leave"}


class TestWhatThePartnerSees:
    """Worlds that differ only in what bob did here: to alice they are one, byte by byte."""

    def test_it_is_the_same_whatever_was_answered_and_told(
        self, client_of: ClientOf, alice: User, bob: User, couple: Couple, tess: User, now: datetime
    ) -> None:
        factories.agreement(couple, tess, alice, bob, now=now)
        for one in (alice, bob):
            factories.check_in(one, couple, now.date(), now=now, note=("A word.", "both"))
        hers, his = client_of(alice), client_of(bob)
        self.seen(hers, now)  # what is written by a first look is written now
        worlds = []
        for live in WORLDS:
            live(his)
            worlds.append(self.seen(hers, now))
        assert len(worlds[0]) > 40
        for other, name in zip(worlds[1:], WORLDS[1:], strict=True):
            differing = {path for path in other if other[path] != worlds[0][path]}
            assert not differing, name.__name__

    def seen(self, hers: Client, now: datetime) -> dict[str, object]:
        """Every page of hers with its status, headers and statements; mails; what a tick does."""
        found: dict[str, object] = {}
        for one in pages.named():
            if one.name in QUIET or one.is_admin:
                continue
            with CaptureQueriesContext(connection) as captured:
                response = hers.get(one.url)
            statements = [re.sub(r"'[^']*'|\d+", "?", q["sql"]) for q in captured.captured_queries]
            headers = {k: v for k, v in response.headers.items() if k != "Set-Cookie"}
            body = masked(response.content.decode())
            found[one.url] = (response.status_code, headers, body, statements)
        found["tick"] = ticking.tick(now=now)
        found["mails"] = [(letter.to, letter.subject, letter.body) for letter in mail.outbox]
        return found


def masked(page: str) -> str:
    page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", page)
    return re.sub(r'name="(page|token)" value="[^"]*"', "", page)
