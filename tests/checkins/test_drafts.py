from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from checkins.models import Draft
from couples import journal
from couples.models import Couple, User
from privacy import keys
from privacy.context import acting_as
from tests.checkins.pages import TODAY, answers
from tests.conftest import ClientOf

pytestmark = pytest.mark.usefixtures("clock")

DRAFT = "/check-in/draft/"
FORM = "/check-in/"


@pytest.fixture
def browser(alice: User, couple: Couple, client_of: ClientOf) -> Client:
    return client_of(alice)


def kept(person: User) -> dict[str, Any] | None:
    with acting_as(person):
        draft = Draft.objects.filter(person=person, on=TODAY).first()
        return dict(draft.fields) if draft else None


class TestADraft:
    def test_is_there_after_a_reload(self, browser: Client) -> None:
        words = answers(note="Half a sent", stress="4", audience="partner", closeness="")
        assert browser.post(DRAFT, words).status_code == 204
        page = browser.get(FORM).content.decode()
        assert "Half a sent" in page
        assert "We kept what you had typed" in page
        assert 'value="4" id="id_stress_4" checked' in page.replace("\n", " ")

    def test_survives_signing_out(self, browser: Client, alice: User, client_of: ClientOf) -> None:
        browser.post(DRAFT, answers(note="Half a sent"))
        browser.post("/leave/")
        assert b"Half a sent" in client_of(alice).get(FORM).content

    def test_follows_what_is_typed(self, browser: Client, alice: User) -> None:
        for words in ("Half", "Half a", "Half a sentence"):
            assert browser.post(DRAFT, answers(note=words)).status_code == 204
        assert (kept(alice) or {})["note"] == ["Half a sentence"]

    def test_ends_when_the_day_is_handed_in(self, browser: Client, alice: User) -> None:
        browser.post(DRAFT, answers(note="Half a sent"))
        browser.post(FORM, answers(note="A sentence."))
        assert kept(alice) is None

    def test_does_not_come_back_from_a_late_request(self, browser: Client, alice: User) -> None:
        browser.post(FORM, answers(note="A sentence."))
        assert browser.post(DRAFT, answers(note="A senten")).status_code == 409
        assert kept(alice) is None

    def test_of_a_change_begins_from_the_day(self, browser: Client, alice: User) -> None:
        browser.post(FORM, answers(note="A sentence."))
        assert browser.post(DRAFT, answers(note="A better", version="1")).status_code == 204
        assert b"A better" in browser.get(FORM).content

    def test_is_nobody_elses(
        self, browser: Client, bob: User, couple: Couple, client_of: ClientOf
    ) -> None:
        browser.post(DRAFT, answers(note="Half a sent"))
        assert b"Half a sent" not in client_of(bob).get(FORM).content

    def test_is_kept_without_nul(self, browser: Client, alice: User) -> None:
        assert browser.post(DRAFT, answers(note="a\0b")).status_code == 204
        assert (kept(alice) or {})["note"] == ["ab"]

    def test_holds_nothing_but_answers(self, browser: Client, alice: User) -> None:
        browser.post(DRAFT, answers(note="x", csrfmiddlewaretoken="t", extra="e"))
        assert set(kept(alice) or {}) == {"closeness", "safe", "note", "audience"}

    def test_of_a_megabyte_stays_in_the_page(self, browser: Client, alice: User) -> None:
        assert browser.post(DRAFT, answers(note="word " * 200_000)).status_code == 413
        assert kept(alice) is None

    @pytest.mark.parametrize("away", [-2, 1])
    def test_is_only_for_a_day_that_is_open(self, away: int, browser: Client) -> None:
        other = answers(TODAY + timedelta(days=away), note="x")
        assert browser.post(DRAFT, other).status_code == 409

    @pytest.mark.parametrize("fields", [{"on": "x"}, {"version": "-1"}, {"page": "p" * 33}])
    def test_of_a_broken_page_is_refused(self, fields: dict[str, str], browser: Client) -> None:
        assert browser.post(DRAFT, answers(note="x", **fields)).status_code == 400

    def test_is_posted(self, browser: Client) -> None:
        assert browser.get(DRAFT).status_code == 405


class TestADayThatIsOver:
    """What was begun and never handed in is shown to its writer, who may take it away."""

    @pytest.fixture
    def later(self, browser: Client, client_of: ClientOf, alice: User, now: datetime) -> Any:
        begun = answers(
            note="Half a sent", appreciation="The soup", stress="4", sleep="13", safe="not_really"
        )
        assert browser.post(DRAFT, begun).status_code == 204
        with time_machine.travel(now + timedelta(days=2), tick=False):
            yield client_of(alice)

    def test_it_is_found_in_the_history(self, later: Client) -> None:
        page = later.get("/history/").content.decode()
        for words in ("Begun, not handed in", "Wednesday 6 May", "Half a sent", "The soup"):
            assert words in page
        assert "Stress 4" in page
        assert "Slept: 6½ hours" in page
        assert "not really" not in page.lower()

    def test_it_is_not_there_while_the_day_can_still_be_written(
        self, browser: Client, alice: User
    ) -> None:
        browser.post(DRAFT, answers(note="Half a sent"))
        assert "Half a sent" not in browser.get("/history/").content.decode()
        browser.post("/history/remove/", {"on": TODAY.isoformat()})
        assert kept(alice)

    def test_it_is_removed_for_good(self, later: Client, alice: User) -> None:
        for _ in range(2):
            answer = later.post("/history/remove/", {"on": TODAY.isoformat()})
            assert answer["Location"] == "/history/"
        assert kept(alice) is None
        assert "Begun, not handed in" not in later.get("/history/").content.decode()

    @pytest.mark.parametrize("on", ["", "x", "\0", "2026-05-05"])
    def test_nothing_else_is(self, on: str, later: Client, alice: User) -> None:
        assert later.post("/history/remove/", {"on": on}).status_code == 302
        assert kept(alice)

    def test_nobody_else_finds_or_removes_it(
        self, later: Client, alice: User, bob: User, client_of: ClientOf
    ) -> None:
        his = client_of(bob)
        assert "Half a sent" not in his.get("/history/").content.decode()
        his.post("/history/remove/", {"on": TODAY.isoformat()})
        assert kept(alice)

    def test_it_stays_behind_the_lock(self, later: Client, alice: User, now: datetime) -> None:
        with acting_as(alice):
            journal.lock(by=alice, pin="730918", now=now)
        page = later.get("/history/").content.decode()
        assert "Half a sent" not in page
        assert "Begun, not handed in" not in page
        assert "/journal/" in later.post("/history/remove/", {"on": TODAY.isoformat()})["Location"]
        assert kept(alice)

    def test_what_cannot_be_opened_can_be_removed(self, later: Client, alice: User) -> None:
        with acting_as(alice):
            keys.destroy(alice.pk)
        assert "can’t be opened" in later.get("/history/").content.decode()


class TestTwoPages:
    def test_do_not_overwrite_each_others_draft(self, browser: Client, alice: User) -> None:
        browser.post(DRAFT, answers(note="From the first page."))
        second = answers(page="second", note="From the second.")
        assert browser.post(DRAFT, second).status_code == 409
        assert (kept(alice) or {})["note"] == ["From the first page."]

    def test_pass_a_draft_on(self, browser: Client, alice: User) -> None:
        browser.post(DRAFT, answers(note="From the first page."))
        second = answers(page="second", follows="first-page", note="From the first page, and on.")
        assert browser.post(DRAFT, second).status_code == 204
        assert browser.post(DRAFT, answers(note="Late words of the first.")).status_code == 409
        assert (kept(alice) or {})["note"] == ["From the first page, and on."]

    def test_keep_the_others_draft_when_one_is_handed_in(
        self, browser: Client, alice: User
    ) -> None:
        browser.post(DRAFT, answers(note="From the first page."))
        browser.post(FORM, answers(page="second", note="From the second."))
        assert (kept(alice) or {})["note"] == ["From the first page."]
        page = browser.get(FORM).content.decode()
        assert "From the first page." in page
