"""The private check of safety, and that it changes nothing for anybody else."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from care import views
from couples import agreements, glance, suggestions, yourself
from couples.models import CareLink, Couple, SafetyCheck, ToldAlone, User
from privacy.context import acting_as
from privacy.fields import sealed
from privacy.models import Access
from reminders import ticking
from tests import factories, pages
from tests.conftest import ClientOf
from tests.couples.alone import answer, tell

TITLE = "A few minutes for yourself"
WORST = dict.fromkeys(SafetyCheck.QUESTIONS, "yes")
CALM = dict.fromkeys(SafetyCheck.QUESTIONS, "no")
SECRET = "He counts my money"


def asked(browser: Client) -> str:
    """The page with the questions."""
    browser.post("/yourself/", {"step": "begin"})
    return masked(browser.get("/yourself/").content.decode())


@pytest.fixture(autouse=True)
def clock(now: datetime) -> Iterator[None]:
    with time_machine.travel(now, tick=False):
        yield


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


class TestTellingTheTherapist:
    @pytest.fixture(autouse=True)
    def named(self, couple: Couple, alice: User, tess: User, now: datetime) -> None:
        """Bob has agreed to nothing at all."""
        factories.agreement(couple, tess, alice, now=now)

    def test_she_reads_it_alone(
        self, hers: Client, client_of: ClientOf, bob: User, tess: User, tom: User
    ) -> None:
        tell(hers, {"watched": "yes"}, words=SECRET, with_answers="on")
        page = client_of(tess).get("/caseload/alone/").content.decode()
        assert SECRET in page
        assert "use your account here? yes" in page
        assert "<h2>Alice</h2>" in page
        assert SECRET not in client_of(tom).get("/caseload/alone/").content.decode()
        with acting_as(bob):
            assert not ToldAlone.objects.exists()

    def test_many_come_page_by_page_and_only_those_shown_are_noted(
        self,
        client_of: ClientOf,
        couple: Couple,
        alice: User,
        tess: User,
        now: datetime,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(views, "TOLD_ON_A_PAGE", 2)
        for number in range(3):
            factories.tell(alice, couple, f"Word {number}.", now=now + timedelta(minutes=number))
        theirs = client_of(tess)
        first = theirs.get("/caseload/alone/").content.decode()
        assert [f"Word {number}." in first for number in range(3)] == [False, True, True]
        with acting_as(alice):
            assert Access.objects.filter(kind="told").count() == 2
        assert "Word 0." in theirs.get("/caseload/alone/?page=2").content.decode()

    def test_it_is_on_no_page_of_the_couple(
        self,
        hers: Client,
        client_of: ClientOf,
        couple: Couple,
        bob: User,
        tess: User,
        now: datetime,
    ) -> None:
        """Which the two may see on the therapist's screen."""
        with acting_as(bob):
            yourself.skip(by=bob, now=now)
        factories.agreement(couple, tess, bob, now=now)
        theirs = client_of(tess)
        paths = ("/caseload/", f"/caseload/{couple.public_id}/")
        before = [masked(theirs.get(path).content.decode()) for path in paths]
        tell(hers, words=SECRET)
        assert [masked(theirs.get(path).content.decode()) for path in paths] == before

    def test_the_partner_cannot_take_it_away(
        self, hers: Client, client_of: ClientOf, bob: User, tess: User
    ) -> None:
        tell(hers, words=SECRET)
        client_of(bob).post("/us/therapist/end/")
        client_of(bob).post("/us/part/")
        assert SECRET in client_of(tess).get("/caseload/alone/").content.decode()

    def test_its_writer_can_and_reads_the_same_either_way(
        self, hers: Client, client_of: ClientOf, tess: User
    ) -> None:
        tell(hers, words=SECRET)
        hers.get("/yourself/")  # reads “Done.”
        answers = set()
        for _ in range(2):
            hers.post("/yourself/", {"step": "take_back"})
            answers.add(masked(hers.get("/yourself/").content.decode()))
        assert len(answers) == 1
        assert SECRET not in client_of(tess).get("/caseload/alone/").content.decode()

    def test_nothing_at_all_is_not_told(self, hers: Client, alice: User) -> None:
        page = hers.post("/yourself/", {"step": "tell"})
        assert "Write a few words" in page.content.decode()
        with acting_as(alice):
            assert not ToldAlone.objects.exists()

    def test_answers_of_last_month_do_not_go_along(
        self, alice: User, couple: Couple, now: datetime
    ) -> None:
        with acting_as(alice):
            yourself.answer(WORST, by=alice, now=now - timedelta(days=30))
        factories.tell(alice, couple, SECRET, with_answers=True, now=now)
        with acting_as(alice):
            assert ToldAlone.objects.get().text == SECRET


class TestWhileTheTherapistChanges:
    """Alice's page stands open and names tess. Bob ends that, and names tom."""

    @pytest.fixture
    def link(self, couple: Couple, alice: User, tess: User, now: datetime) -> CareLink:
        return factories.agreement(couple, tess, alice, now=now)

    @pytest.fixture
    def open_page(self, hers: Client, link: CareLink) -> dict[str, str]:
        answer(hers, WORST)
        return {"words": SECRET, "with_answers": "on", "link": link.public_id, "step": "tell"}

    @pytest.fixture
    def ended(self, open_page: dict[str, str], bob: User, link: CareLink, now: datetime) -> None:
        with acting_as(bob):
            agreements.end(link, now=now)

    def test_nothing_goes_to_another_than_the_page_named(
        self, hers: Client, ended: None, open_page: dict[str, str], tom: User, bob: User,
        couple: Couple, now: datetime,
    ) -> None:  # fmt: skip
        factories.agreement(couple, tom, bob, now=now)
        page = hers.post("/yourself/", open_page).content.decode()
        assert "Your therapist is Tom by now" in page
        assert SECRET in page
        with acting_as(tom):
            assert not ToldAlone.objects.exists()

    def test_sent_again_it_goes_there_without_what_was_answered_before(
        self, hers: Client, ended: None, open_page: dict[str, str], tom: User, bob: User,
        couple: Couple, now: datetime,
    ) -> None:  # fmt: skip
        link = factories.agreement(couple, tom, bob, now=now + timedelta(minutes=1))
        page = hers.post("/yourself/", open_page).content.decode()
        assert f'value="{link.public_id}"' in page
        hers.post("/yourself/", open_page | {"link": link.public_id})
        with acting_as(tom):
            assert ToldAlone.objects.get().text == SECRET

    def test_with_nobody_named_any_more_the_words_stay_in_the_page(
        self, hers: Client, ended: None, open_page: dict[str, str], alice: User
    ) -> None:
        page = hers.post("/yourself/", open_page).content.decode()
        assert "No therapist is named any more" in page
        assert SECRET in page
        assert "Tell them" not in page
        with acting_as(alice):
            assert not ToldAlone.objects.exists()


def test_without_a_therapist_there_is_nobody_to_tell(hers: Client, alice: User) -> None:
    answer(hers, CALM)
    assert "alone</h2>" not in hers.get("/yourself/").content.decode()
    tell(hers, words=SECRET)
    with acting_as(alice):
        assert not ToldAlone.objects.exists()


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
    return re.sub(r'name="page" value="[^"]*"', "", page)
