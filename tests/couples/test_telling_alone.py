"""What one partner tells the therapist alone, and to whom it goes."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from care import views
from couples import agreements, yourself
from couples.models import CareLink, Couple, ToldAlone, User
from privacy.context import acting_as
from privacy.models import Access
from tests import factories
from tests.conftest import ClientOf
from tests.couples.alone import answer, tell
from tests.couples.test_yourself import CALM, SECRET, WORST, hers, masked

__all__ = ["hers"]
pytestmark = pytest.mark.usefixtures("clock")


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
