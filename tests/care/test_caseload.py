from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from time_machine import TimeMachineFixture

from care.models import Lately, TherapistMilestone
from checkins.models import Note, SafetyAnswer
from couples.models import Agreement, Couple, User
from privacy.context import acting_as, as_steward
from tests import factories
from tests.care import story
from tests.care.story import DAY, ONE, check_in

Open = Callable[..., None]
ALL = set(Agreement.KINDS)


@pytest.fixture(autouse=True)
def on_that_day(time_machine: TimeMachineFixture, now: datetime) -> None:
    time_machine.move_to(now, tick=False)


@pytest.fixture
def agreed(couple: Couple, alice: User, bob: User, tess: User, now: datetime) -> None:
    factories.agreement(couple, tess, alice, bob, now=now)


@pytest.fixture
def therapist(client_of: Callable[[User], Client], tess: User) -> Client:
    return client_of(tess)


def text(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def page_of(couple: Couple) -> str:
    return f"/caseload/{couple.public_id}/"


class TestCaseload:
    def test_it_shows_a_couple_once_both_have_agreed(
        self, therapist: Client, couple: Couple, alice: User, bob: User, tess: User, now: datetime
    ) -> None:
        factories.agreement(couple, tess, alice, now=now)
        waiting = text(therapist, "/caseload/")
        assert "Alice" not in waiting
        assert "Nobody is here yet" in waiting
        factories.agreement(couple, tess, bob, now=now)
        assert "Alice and Bob" in text(therapist, "/caseload/")

    def test_it_is_the_same_page_whether_one_nobody_or_no_couple_waits(
        self, therapist: Client, couple: Couple, alice: User, tess: User, now: datetime
    ) -> None:
        before = text(therapist, "/caseload/")
        factories.agreement(couple, tess, alice, now=now)
        assert len(text(therapist, "/caseload/")) == len(before)

    def test_it_invites_when_nobody_is_there(self, therapist: Client, tess: User) -> None:
        with acting_as(tess):
            code = tess.therapist.code
        page = text(therapist, "/caseload/")
        assert code in page
        assert "/invite/" in page

    @pytest.mark.parametrize("who", ["alice", "edith"])
    def test_it_is_for_therapists(
        self,
        who: str,
        client_of: Callable[[User], Client],
        request: pytest.FixtureRequest,
        couple: Couple,
    ) -> None:
        client = client_of(request.getfixturevalue(who))
        text(client, "/caseload/", 404)
        text(client, page_of(couple), 404)

    def test_it_draws_days_and_trends_under_ratings_only(
        self, therapist: Client, couple: Couple, alice: User, bob: User, tess: User, now: datetime
    ) -> None:
        check_in(alice, couple, closeness=7)
        factories.agreement(couple, tess, alice, bob, now=now, kinds={"milestones"})
        assert '<svg class="spark"' not in text(therapist, "/caseload/")
        factories.agreement(couple, tess, alice, bob, now=now, kinds={"ratings"})
        page = text(therapist, "/caseload/")
        assert "Alice: 7 on 6 May" in page
        assert "milestone" not in page

    def test_it_says_what_may_need_a_call(
        self, therapist: Client, agreed: None, couple: Couple, bob: User
    ) -> None:
        check_in(bob, couple, safe=SafetyAnswer.Answer.NOT_REALLY)
        assert "a day that did not feel safe" in text(therapist, "/caseload/")

    def test_it_counts_moments_and_milestones(
        self, therapist: Client, agreed: None, couple: Couple
    ) -> None:
        story.moment(couple, DAY)
        story.moment(couple, DAY - ONE, status="missed")
        page = text(therapist, "/caseload/")
        assert "1 of 2 moments held" in page
        assert "0 milestones" in page

    def test_it_finds_a_couple_by_either_name(self, therapist: Client, agreed: None) -> None:
        assert "Alice and Bob" in text(therapist, "/caseload/?q=bob")
        assert "Alice and Bob" in text(therapist, "/caseload/?q=ali+bo")
        nobody = text(therapist, "/caseload/?q=zoe")
        assert "Alice" not in nobody
        assert "Nobody here is called “zoe”" in nobody

    @pytest.mark.parametrize("query", ["q=%00", "q=" + "x" * 2000, "page=nine", "page=-1", "q=%25"])
    def test_it_stays_calm_with_odd_questions(
        self, therapist: Client, agreed: None, query: str
    ) -> None:
        text(therapist, f"/caseload/?{query}")

    def test_it_takes_as_many_queries_for_many_as_for_one(
        self,
        therapist: Client,
        agreed: None,
        other_couple: Couple,
        mallory: User,
        trent: User,
        tess: User,
        couple: Couple,
        now: datetime,
    ) -> None:
        story.check_in_both(couple)
        text(therapist, "/caseload/")
        with CaptureQueriesContext(
            connection,
        ) as one:
            text(therapist, "/caseload/")
        factories.agreement(other_couple, tess, mallory, trent, now=now)
        story.check_in_both(other_couple)
        with CaptureQueriesContext(connection) as two:
            assert "Mallory and Trent" in text(therapist, "/caseload/")
        assert len(two) == len(one)


class TestSums:
    def test_they_are_kept_for_both_together(self, couple: Couple, alice: User, bob: User) -> None:
        check_in(alice, couple, DAY - 8 * ONE, closeness=8)
        check_in(alice, couple, DAY, closeness=4)
        check_in(bob, couple, DAY, closeness=2)
        with as_steward():
            sums = Lately.objects.get()
        assert (sums.until, sums.closeness, sums.closeness_before) == (DAY, 3.0, 8.0)

    def test_a_day_filled_in_afterwards_does_not_turn_them_back(
        self, couple: Couple, alice: User
    ) -> None:
        check_in(alice, couple, DAY, closeness=4)
        check_in(alice, couple, DAY - ONE, closeness=6)
        with as_steward():
            sums = Lately.objects.get()
        assert (sums.until, sums.closeness) == (DAY, 5.0)


class TestCouplePage:
    def test_it_shows_both_trends_in_one_picture(
        self, therapist: Client, agreed: None, couple: Couple
    ) -> None:
        story.check_in_both(couple)
        page = text(therapist, page_of(couple))
        assert page.count("Alice: 5 on 6 May") == page.count("Bob: 5 on 6 May") == 1

    @pytest.mark.parametrize(
        ("kind", "heading"),
        [
            ("ratings", "Check-ins"),
            ("notes", "Notes for you"),
            ("milestones", "Milestones"),
            ("exercises", "Exercises finished"),
        ],
    )
    def test_it_has_each_part_under_its_own_agreement(
        self,
        therapist: Client,
        couple: Couple,
        alice: User,
        bob: User,
        tess: User,
        now: datetime,
        kind: str,
        heading: str,
    ) -> None:
        factories.agreement(couple, tess, alice, bob, now=now, kinds={kind})
        assert f"<h2>{heading}</h2>" in text(therapist, page_of(couple))
        factories.agreement(couple, tess, alice, bob, now=now, kinds=ALL - {kind})
        assert f"<h2>{heading}</h2>" not in text(therapist, page_of(couple))

    def test_it_is_gone_with_the_next_request_after_either_withdraws(
        self, therapist: Client, agreed: None, couple: Couple, bob: User, tess: User, now: datetime
    ) -> None:
        text(therapist, page_of(couple))
        factories.agreement(couple, tess, bob, now=now, kinds=set())
        text(therapist, page_of(couple), 404)
        assert "Alice" not in text(therapist, "/caseload/")

    def test_it_is_not_for_another_therapist(
        self, agreed: None, couple: Couple, tom: User, client_of: Callable[[User], Client]
    ) -> None:
        text(client_of(tom), page_of(couple), 404)

    def test_it_shows_the_notes_marked_for_the_therapist_and_no_others(
        self, therapist: Client, agreed: None, couple: Couple, alice: User
    ) -> None:
        for ago, audience in enumerate(Note.Audience):
            check_in(alice, couple, DAY - ago * ONE, note=audience)
        assert text(therapist, page_of(couple)).count("Some words.") == 2

    def test_it_names_uneasy_days_with_care(
        self, therapist: Client, agreed: None, couple: Couple, bob: User
    ) -> None:
        check_in(bob, couple, safe=SafetyAnswer.Answer.NOT_REALLY)
        page = text(therapist, page_of(couple))
        assert "Bob: not really" in page
        assert "the partner never sees it" in page


class TestOwnMilestones:
    def add(self, client: Client, couple: Couple, title: str = "A weekend away") -> str:
        data = {"title": title, "line": "You took the time."}
        response = client.post(f"{page_of(couple)}milestones/", data, follow=True)
        assert response.status_code == 200
        return response.content.decode()

    def mark(self, client: Client, on: str, tess: User) -> str:
        with acting_as(tess):
            own = TherapistMilestone.objects.get()
        address = f"/caseload/milestones/{own.public_id}/mark/"
        response = client.post(address, {"on": on}, follow=True)
        assert response.status_code == 200
        return response.content.decode()

    def test_they_are_added_and_marked(
        self,
        therapist: Client,
        agreed: None,
        couple: Couple,
        tess: User,
        alice: User,
        client_of: Callable[[User], Client],
    ) -> None:
        assert "Ahead, in your words" in self.add(therapist, couple)
        assert "A weekend away" not in text(client_of(alice), "/milestones/")
        assert "in your words" in self.mark(therapist, "2026-05-05", tess)
        assert "A weekend away" in text(client_of(alice), "/milestones/")

    @pytest.mark.parametrize(
        "on", ["", "yesterday", "2026-05-07", "0001-01-01", "9999-12-31", "\0"]
    )
    def test_they_are_marked_on_a_day_that_has_been(
        self, therapist: Client, agreed: None, couple: Couple, tess: User, on: str
    ) -> None:
        self.add(therapist, couple)
        assert "field--wrong" in self.mark(therapist, on, tess)
        with acting_as(tess):
            assert TherapistMilestone.objects.get().marked_at is None

    def test_they_are_worded_once(self, therapist: Client, agreed: None, couple: Couple) -> None:
        self.add(therapist, couple)
        page = self.add(therapist, couple)
        assert "You have written this milestone for them already" in page
        assert page.count("You took the time.") == 2

    @pytest.mark.parametrize("title", ["", "x" * 81, "a\0b"])
    def test_they_keep_what_was_typed_wrongly(
        self, therapist: Client, agreed: None, couple: Couple, title: str
    ) -> None:
        page = self.add(therapist, couple, title)
        assert "field--wrong" in page
        assert "You took the time." in page

    def test_they_need_the_agreement_to_milestones(
        self, therapist: Client, couple: Couple, alice: User, bob: User, tess: User, now: datetime
    ) -> None:
        factories.agreement(couple, tess, alice, bob, now=now, kinds={"ratings"})
        response = therapist.post(f"{page_of(couple)}milestones/", {"title": "Away"})
        assert response.status_code == 404

    def test_nobody_else_marks_them(
        self,
        therapist: Client,
        agreed: None,
        couple: Couple,
        tess: User,
        tom: User,
        client_of: Callable[[User], Client],
    ) -> None:
        self.add(therapist, couple)
        with acting_as(tess):
            own = TherapistMilestone.objects.get()
        response = client_of(tom).post(f"/caseload/milestones/{own.public_id}/mark/", {"on": ""})
        assert response.status_code == 404


class TestPath:
    def test_it_is_for_both_partners(
        self, couple: Couple, alice: User, mallory: User, client_of: Callable[[User], Client]
    ) -> None:
        for person in (alice, mallory):
            page = text(client_of(person), "/milestones/")
            assert "It begins with a day on which you both check in." in page

    def test_it_is_not_for_a_therapist(self, therapist: Client) -> None:
        text(therapist, "/milestones/", 404)
