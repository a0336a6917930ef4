from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from care import caseload, milestones
from care.models import Lately
from checkins.models import SafetyAnswer
from couples import agreements
from couples.models import Couple, User
from privacy.context import acting_as, as_steward
from tests import factories
from tests.care import story
from tests.care.pages import page_of, text
from tests.care.story import DAY, ONE, check_in

pytestmark = pytest.mark.usefixtures("on_that_day")


def found(client: Client, name: str) -> str:
    """The name is sent, not linked to: it stands in no address."""
    response = client.post("/caseload/", {"q": name})
    assert response.status_code == 200
    return response.content.decode()


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

    def test_the_database_is_told_of_no_zone(
        self, couple: Couple, alice: User, bob: User, tess: User, now: datetime
    ) -> None:
        """It may not know every name that Python does; the day is that of the therapist."""
        factories.agreement(couple, tess, alice, bob, now=now)
        tess.time_zone = "Pacific/Kiritimati"
        with acting_as(tess), CaptureQueriesContext(connection) as asked:
            (standing,) = caseload.standings(tess, today=DAY)
        assert standing.since == DAY + ONE
        assert not [one for one in asked.captured_queries if "Kiritimati" in one["sql"]]

    @pytest.mark.parametrize("asked", ["_named_on", "_people"])
    def test_a_couple_that_withdraws_meanwhile_is_not_there(
        self,
        asked: str,
        monkeypatch: pytest.MonkeyPatch,
        therapist: Client,
        couple: Couple,
        alice: User,
        bob: User,
        tess: User,
        now: datetime,
    ) -> None:
        """Between two questions of the same page."""
        link = factories.agreement(couple, tess, alice, bob, now=now)
        question = getattr(caseload, asked)

        def withdrawn(*of: object) -> object:
            with acting_as(bob):
                agreements.withdraw(link, by=bob, now=now)
            return question(*of)

        assert "Alice and Bob" in text(therapist, "/caseload/")
        monkeypatch.setattr(caseload, asked, withdrawn)
        assert "Nobody is here yet" in text(therapist, "/caseload/")

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
        assert page.count('class="squares__picture"') == 2
        assert page.count('<svg class="spark"') == 2
        assert "<title>Stress</title>" in page
        assert "milestone" not in page

    def test_it_says_what_may_need_a_call(
        self, therapist: Client, agreed: None, couple: Couple, bob: User
    ) -> None:
        check_in(bob, couple, safe=SafetyAnswer.Answer.NOT_REALLY)
        assert "a day that did not feel safe" in text(therapist, "/caseload/")

    def test_it_counts_moments_and_milestones(
        self, therapist: Client, agreed: None, couple: Couple, tess: User, now: datetime
    ) -> None:
        story.moment(couple, DAY - 29 * ONE)
        assert "no moments in four weeks" in text(therapist, "/caseload/")
        story.moment(couple, DAY)
        for ago, status in enumerate(("missed", "moved"), start=1):
            story.moment(couple, DAY - ago * ONE, status=status)
        page = text(therapist, "/caseload/")
        assert "1 of 2 moments held in four weeks" in page
        assert "0 milestones" in page
        with acting_as(tess):
            reached, _ahead = (
                milestones.add(couple, title=title, line="", by=tess, now=now)
                for title in ("A weekend away", "A second one")
            )
            milestones.mark(reached, on=DAY, now=now)
        assert "1 milestone<" in text(therapist, "/caseload/")

    def test_it_finds_a_couple_by_either_name(self, therapist: Client, agreed: None) -> None:
        assert "Alice and Bob" in found(therapist, "bob")
        assert "Alice and Bob" in found(therapist, "ali bo")
        nobody = found(therapist, "zoe")
        assert "Alice" not in nobody
        assert "Nobody here is called “zoe”" in nobody

    def test_a_name_in_the_address_finds_nobody(self, therapist: Client, agreed: None) -> None:
        assert "Alice and Bob" in text(therapist, "/caseload/?q=zoe")

    @pytest.mark.parametrize("query", ["q=%00", "q=" + "x" * 2000, "page=nine", "page=-1", "q=%25"])
    def test_it_stays_calm_with_odd_questions(
        self, therapist: Client, agreed: None, query: str
    ) -> None:
        text(therapist, f"/caseload/?{query}")
        form = "application/x-www-form-urlencoded"
        assert therapist.post("/caseload/", query, content_type=form).status_code == 200

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
        text(therapist, "/caseload/")
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
