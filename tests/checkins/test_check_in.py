import re
from datetime import date, datetime, timedelta

import pytest
from django.test import Client

from checkins import checking_in
from checkins.models import CheckIn, Need, Note, SafetyAnswer, SharedWords
from couples import happenings
from couples.models import Couple, Happening, User
from privacy.context import acting_as, as_steward, asking
from tests import factories
from tests.checkins.pages import TODAY, answers
from tests.conftest import ClientOf

pytestmark = pytest.mark.usefixtures("clock")

FORM = "/check-in/"


@pytest.fixture
def browser(alice: User, couple: Couple, client_of: ClientOf) -> Client:
    return client_of(alice)


@pytest.fixture
def needs() -> list[Need]:
    labels = ["rest", "comfort", "patience"]
    with asking(factories.CONTENT_WORK):
        return [Need.objects.create(slug=one, label=one, order=at) for at, one in enumerate(labels)]


def kept(person: User, on: date = TODAY) -> checking_in.Answers:
    with acting_as(person):
        return checking_in.Answers.of(CheckIn.objects.whole().get(person=person, on=on))


@pytest.mark.parametrize("version", ["1000001", "99999999999999999999", "-1"])
def test_a_version_that_no_page_has_gets_a_message(version: str, browser: Client) -> None:
    answer = browser.post(FORM, answers(version=version))
    assert answer.status_code == 200
    assert "This page is not as it was opened" in answer.content.decode()


def test_a_browser_is_asked_to_remember_nothing_of_it(browser: Client) -> None:
    page = browser.get(FORM).content.decode()
    assert 'data-autosave="/check-in/draft/" autocomplete="off"' in page


def test_a_note_is_for_oneself_unless_one_says_otherwise(browser: Client) -> None:
    choices = re.findall(r'<input[^>]* name="audience"[^>]*>', browser.get(FORM).content.decode())
    assert len(choices) > 1
    (chosen,) = (one for one in choices if "checked" in one)
    assert 'value="only_me"' in chosen


class TestHandingIn:
    def test_takes_two_answers(self, browser: Client, alice: User) -> None:
        response = browser.post(FORM, answers())
        assert (response.status_code, response["Location"]) == (302, "/")
        assert kept(alice) == checking_in.Answers(closeness=7, safe="yes")

    def test_keeps_everything(self, browser: Client, alice: User, needs: list[Need]) -> None:
        everything = {
            "stress": "0",
            "energy": "10",
            "sleep": "15",
            "needs": ["rest", "patience"],
            "appreciation": "You made tea.",
            "note": "A long day.",
            "audience": "both",
        }
        browser.post(FORM, answers(**everything))
        assert kept(alice) == checking_in.Answers(
            closeness=7,
            safe="yes",
            stress=0,
            energy=10,
            sleep_half_hours=15,
            needs=(needs[0].slug, needs[2].slug),
            appreciation="You made tea.",
            note="A long day.",
            audience="both",
        )

    def test_takes_the_last_of_what_came_twice(self, browser: Client, alice: User) -> None:
        twice = answers(closeness=["3", "8"], safe=["yes", "mostly"], note=["One.", "Two."])
        assert browser.post(f"{FORM}?closeness=1&closeness=x", twice).status_code == 302
        given = checking_in.Answers(closeness=8, safe="mostly", note="Two.")
        assert kept(alice) == given

    def test_writes_no_empty_rows(self, browser: Client, alice: User) -> None:
        browser.post(FORM, answers(appreciation="  ", note="", audience="partner"))
        with acting_as(alice):
            assert (SharedWords.objects.count(), Note.objects.count()) == (0, 0)

    def test_is_told_to_whoever_listens(self, browser: Client, couple: Couple) -> None:
        browser.post(FORM, answers())
        with as_steward():
            happening = Happening.objects.get(kind=happenings.Kind.CHECKED_IN)
        assert (happening.on, happening.couple_id) == (TODAY, couple.pk)

    def test_twice_is_once(self, browser: Client) -> None:
        for _ in range(2):
            assert browser.post(FORM, answers(note="Mine.")).status_code == 302
        with as_steward():
            assert CheckIn.objects.count() == 1
            assert Happening.objects.filter(kind=happenings.Kind.CHECKED_IN).count() == 1

    def test_works_alone_too(self, mallory: User, client_of: ClientOf) -> None:
        assert client_of(mallory).post(FORM, answers()).status_code == 302
        assert kept(mallory).closeness == 7


class TestTheDayBefore:
    def test_may_be_written_and_is_marked(self, browser: Client, alice: User) -> None:
        yesterday = TODAY - timedelta(days=1)
        response = browser.post("/check-in/yesterday/", answers(yesterday))
        assert response["Location"] == "/history/2026-05-05/"
        with acting_as(alice):
            assert CheckIn.objects.get().back_filled
        assert b"Written the day after" in browser.get(response["Location"]).content

    @pytest.mark.parametrize("away", [-2, -400, 1, 365])
    def test_is_the_only_other_one(self, away: int, browser: Client) -> None:
        on = TODAY + timedelta(days=away)
        response = browser.post(FORM, answers(on, note="Not to be lost."))
        assert checking_in.DayIsClosed.words[:40] in response.content.decode()
        assert b"Not to be lost." in response.content
        with as_steward():
            assert not CheckIn.objects.exists()


class TestBadInput:
    @pytest.mark.parametrize(
        ("fields", "message"),
        [
            ({"closeness": ""}, "Choose a number."),
            ({"closeness": "11"}, "from 0 to 10"),
            ({"closeness": "-1"}, "from 0 to 10"),
            ({"closeness": "seven"}, "from 0 to 10"),
            ({"closeness": "7\0"}, "from 0 to 10"),
            ({"stress": "999999999999999999999"}, "from 0 to 10"),
            ({"safe": ""}, "Choose one of the three."),
            ({"safe": "maybe"}, "maybe is not one of the available choices"),
            ({"sleep": "49"}, "times in the list"),
            ({"needs": ["rest", "comfort", "patience"]}, "Choose at most two."),
            ({"needs": ["nothing-like-it"]}, "no longer in the list"),
            ({"note": "a\0b"}, "Null characters are not allowed"),
            ({"appreciation": "x" * 1001}, "longer than 1,000 characters"),
            ({"audience": "everybody"}, "everybody is not one of the available choices"),
            ({"on": "someday"}, "which day it is about"),
            ({"on": ""}, "which day it is about"),
            ({"version": "x"}, "whole number"),
        ],
    )
    def test_gets_a_clear_message_and_loses_nothing(
        self, fields: dict[str, str], message: str, browser: Client, needs: list[Need]
    ) -> None:
        words = {"note": "Typed with care.", "appreciation": "Your patience."} | fields
        response = browser.post(FORM, answers(**words))
        page = response.content.decode()
        assert response.status_code == 200
        assert message in page
        for name in {"note", "appreciation"} - set(fields):
            assert words[name] in page
        with as_steward():
            assert not CheckIn.objects.exists()

    @pytest.mark.parametrize("word", ["word ", "’"])
    def test_may_be_a_note_of_a_megabyte(self, word: str, browser: Client) -> None:
        """Also one whose every byte arrives as three."""
        note = word * (2**20 // len(word.encode()))
        page = browser.post(FORM, answers(note=note)).content.decode()
        assert "longer than 5,000 characters" in page
        assert note.strip() in page

    def test_may_be_nothing_at_all(self, browser: Client) -> None:
        assert browser.post(FORM, {}).status_code == 200


class TestSecondThoughts:
    def test_change_the_day(self, browser: Client, alice: User) -> None:
        browser.post(FORM, answers(note="First."))
        browser.post(FORM, answers(closeness="3", note="Second.", version="1"))
        assert (kept(alice).closeness, kept(alice).note) == (3, "Second.")
        with as_steward():
            assert Happening.objects.filter(kind=happenings.Kind.CHECK_IN_CHANGED).count() == 1

    def test_may_take_words_back(self, browser: Client, alice: User) -> None:
        browser.post(FORM, answers(note="First.", appreciation="Tea."))
        browser.post(FORM, answers(version="1"))
        assert kept(alice) == checking_in.Answers(closeness=7, safe="yes")

    def test_begin_from_what_was_handed_in(self, browser: Client) -> None:
        browser.post(FORM, answers(note="First.", appreciation="Tea."))
        page = browser.get(FORM).content.decode()
        assert "First." in page
        assert "Tea." in page
        assert 'name="version" value="1"' in page

    def test_end_when_the_partner_has_read_it(
        self, browser: Client, alice: User, bob: User, couple: Couple, client_of: ClientOf
    ) -> None:
        browser.post(FORM, answers(note="First.", audience="partner"))
        theirs = client_of(bob)
        theirs.post(FORM, answers())
        assert b"First." in theirs.get("/").content
        page = browser.post(FORM, answers(version="1", note="Second.")).content.decode()
        assert checking_in.AlreadyRead.words in page
        assert "Second." in page
        assert kept(alice).note == "First."
        assert browser.get(FORM)["Location"] == "/"

    def test_are_open_while_the_partner_has_only_checked_in(
        self, browser: Client, alice: User, bob: User, client_of: ClientOf
    ) -> None:
        browser.post(FORM, answers())
        client_of(bob).post(FORM, answers())
        assert browser.post(FORM, answers(version="1", closeness="2")).status_code == 302
        assert kept(alice).closeness == 2


class TestTwoPages:
    def test_never_overwrite_each_other_unseen(self, browser: Client, alice: User) -> None:
        browser.post(FORM, answers(note="From the first page."))
        page = browser.post(FORM, answers(page="second", note="From the second."))
        assert b"From the first page." in page.content
        assert b"From the second." in page.content
        assert kept(alice).note == "From the first page."

    def test_let_the_second_replace_the_first_once_it_was_shown(
        self, browser: Client, alice: User
    ) -> None:
        browser.post(FORM, answers(note="From the first page."))
        page = browser.post(FORM, answers(page="second", note="From the second."))
        assert b'name="version" value="1"' in page.content
        browser.post(FORM, answers(page="second", note="From the second.", version="1"))
        assert kept(alice).note == "From the second."

    def test_that_both_change_are_told_apart_too(self, browser: Client, alice: User) -> None:
        for version, closeness in enumerate(["1", "2"]):
            browser.post(FORM, answers(version=str(version), closeness=closeness))
        page = browser.post(FORM, answers(version="1", closeness="3"))
        assert checking_in.ChangedElsewhere.words[:30] in page.content.decode()
        assert kept(alice).closeness == 2


class TestARetiredNeed:
    def test_is_no_longer_offered(self, browser: Client, needs: list[Need]) -> None:
        Need.objects.filter(slug="rest").update(retired=True)
        assert b'value="rest"' not in browser.get(FORM).content

    def test_stays_with_a_day_that_named_it(
        self, browser: Client, alice: User, needs: list[Need]
    ) -> None:
        browser.post(FORM, answers(needs=["rest"]))
        Need.objects.filter(slug="rest").update(retired=True)
        assert b'value="rest"' in browser.get(FORM).content
        browser.post(FORM, answers(needs=["rest"], version="1", closeness="1"))
        assert kept(alice).needs == (needs[0].slug,)


class TestSafety:
    def test_is_answered_in_a_row_of_its_own(self, browser: Client, alice: User) -> None:
        browser.post(FORM, answers(safe="not_really"))
        with acting_as(alice):
            assert SafetyAnswer.objects.get().answer == "not_really"

    def test_never_reaches_the_partners_page(
        self, alice: User, bob: User, couple: Couple, client_of: ClientOf, now: datetime
    ) -> None:
        lengths = set()
        for answer, away in (("yes", 2), ("mostly", 3), ("not_really", 4)):
            on = TODAY - timedelta(days=away)
            factories.check_in(alice, couple, on, now=now, safe=answer)
            factories.check_in(bob, couple, on, now=now, safe="yes")
            browser = client_of(bob)
            browser.get(f"/history/{on}/")
            page = browser.get(f"/history/{on}/").content.decode()
            assert "not really" not in page
            assert "mostly" not in page
            lengths.add(len(page.replace(f"{on:%A}", "")))
        assert len(lengths) == 1

    def test_is_not_shown_again_to_whoever_looks_over_a_shoulder(
        self, alice: User, bob: User, couple: Couple, client_of: ClientOf, now: datetime
    ) -> None:
        pages = set()
        for answer, away in (("yes", 2), ("mostly", 3), ("not_really", 4)):
            on = TODAY - timedelta(days=away)
            factories.check_in(alice, couple, on, now=now, safe=answer)
            page = client_of(alice).get(f"/history/{on}/").content.decode()
            pages.add(page.split("<main")[1].split("</h1>")[1].split("</main>")[0])
        assert len(pages) == 1
