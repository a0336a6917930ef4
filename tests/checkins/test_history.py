from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from checkins import days, looking_back
from checkins.models import CheckIn
from couples.models import Couple, User
from privacy.context import acting_as
from tests import factories
from tests.checkins.pages import TODAY
from tests.conftest import ClientOf

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def browser(alice: User, couple: Couple, client_of: ClientOf) -> Client:
    return client_of(alice)


class TestHistory:
    def test_invites_while_it_is_empty(self, browser: Client) -> None:
        assert b"Nothing written in this month" in browser.get("/history/").content

    def test_shows_a_month_of_my_own_days(
        self, browser: Client, alice: User, bob: User, couple: Couple, now: datetime
    ) -> None:
        thanks = {"appreciation": "For the soup."}
        factories.check_in(alice, couple, TODAY, now=now, words=thanks, note=("Mine.", "only_me"))
        factories.check_in(bob, couple, TODAY, now=now, note=("Theirs.", "partner"))
        page = browser.get("/history/").content.decode()
        assert "For the soup." in page
        assert "Mine." in page
        assert "Theirs." not in page
        assert '<svg class="trend__picture"' in page
        assert '<tr><th scope="row">Wed 6 May</th><td>5</td><td>–</td></tr>' in page
        assert page.count('<svg class="squares__day') == TODAY.day + len(looking_back.STATES)

    def test_leads_to_the_nearest_months_with_something_in_them(
        self, browser: Client, alice: User, couple: Couple, now: datetime
    ) -> None:
        for on in (date(2025, 11, 30), date(2026, 2, 1), TODAY):
            factories.check_in(alice, couple, on, now=now)
        assert b"/history/2026-02/" in browser.get("/history/").content
        february = browser.get("/history/2026-02/").content
        assert b"/history/2025-11/" in february
        assert b"/history/2026-05/" in february

    def test_costs_the_same_with_ten_thousand_days(
        self, browser: Client, alice: User, couple: Couple, now: datetime
    ) -> None:
        with acting_as(alice):
            CheckIn.objects.bulk_create(
                CheckIn(
                    person=alice,
                    couple=couple,
                    on=TODAY - timedelta(days=away),
                    closeness=away % 11,
                    submitted_at=now,
                )
                for away in range(10_000)
            )
        page = browser.get("/history/").content
        assert page.count(b"<h3>") == TODAY.day
        assert len(page) < 60_000

    @pytest.mark.parametrize(
        "path", ["2026-13", "1926-05", "2026-5", "soon", "2026-05-32", "2026-02-30"]
    )
    def test_knows_no_other_dates(self, path: str, browser: Client) -> None:
        assert browser.get(f"/history/{path}/").status_code == 404

    @pytest.mark.parametrize("path", ["2000-01", "2026-05", "2099-12"])
    def test_shows_any_month_of_the_century(self, path: str, browser: Client) -> None:
        assert browser.get(f"/history/{path}/").status_code == 200


class TestADay:
    def test_that_i_did_not_write_is_not_there(
        self, browser: Client, bob: User, couple: Couple, now: datetime
    ) -> None:
        factories.check_in(bob, couple, TODAY, now=now)
        assert browser.get(f"/history/{TODAY}/").status_code == 404

    def test_that_i_did_not_write_asks_for_nothing_of_the_partners(
        self, browser: Client, couple: Couple
    ) -> None:
        """Not even within the database: an answer that takes longer would tell."""
        with CaptureQueriesContext(connection) as asked:
            browser.get(f"/history/{TODAY}/")
        day = [q["sql"] for q in asked.captured_queries if 'FROM "checkins_checkin"' in q["sql"]]
        assert len(day) == 1
        assert '"couple_id" =' not in day[0]

    def test_shows_both_once_both_are_in(
        self, browser: Client, alice: User, bob: User, couple: Couple, now: datetime
    ) -> None:
        factories.check_in(alice, couple, TODAY, now=now)
        factories.check_in(bob, couple, TODAY, now=now, note=("Theirs.", "both"))
        page = browser.get(f"/history/{TODAY}/").content
        assert b"Bob\xe2\x80\x99s day" in page
        assert b"Theirs." in page

    def test_can_be_changed_only_while_it_is_open(
        self, browser: Client, alice: User, couple: Couple, now: datetime
    ) -> None:
        for away, link in ((0, b"/check-in/"), (1, b"/check-in/yesterday/"), (2, None)):
            on = TODAY - timedelta(days=away)
            factories.check_in(alice, couple, on, now=now)
            page = browser.get(f"/history/{on}/").content
            assert (b"Change it" in page) == (link is not None)
            assert link is None or b'"' + link + b'"' in page


class TestLastOfMonth:
    @pytest.mark.parametrize(("month", "last"), [(2, 28), (4, 30), (12, 31)])
    def test_knows_how_long_a_month_is(self, month: int, last: int) -> None:
        assert days.last_of_month(date(2026, month, 1)) == date(2026, month, last)


class TestLastShown:
    @pytest.mark.parametrize(
        ("month", "written", "last"),
        [
            (date(2026, 5, 1), [], TODAY),
            (date(2026, 4, 1), [], date(2026, 4, 30)),
            (date(2026, 5, 1), [date(2026, 5, 7)], date(2026, 5, 7)),
            (date(2026, 6, 1), [], date(2026, 6, 1)),
        ],
    )
    def test_leaves_out_the_days_to_come(
        self, month: date, written: list[date], last: date
    ) -> None:
        entries = [CheckIn(on=on) for on in written]
        assert looking_back.last_shown(entries, month, TODAY) == last


class TestAWeek:
    def test_invites_while_it_is_empty(self, browser: Client) -> None:
        assert b"Nothing written in these seven days" in browser.get("/history/week/").content

    def test_sets_numbers_side_by_side_without_any_words(
        self, browser: Client, alice: User, bob: User, couple: Couple, now: datetime
    ) -> None:
        numbers: dict[str, Any] = {"stress": 3, "sleep_half_hours": 15, "closeness": 8}
        factories.check_in(alice, couple, TODAY, now=now, note=("Mine.", "only_me"), **numbers)
        factories.check_in(bob, couple, TODAY, now=now, closeness=1, sleep_half_hours=23)
        page = browser.get("/history/week/").content.decode()
        assert page.count("<rect") == 3
        assert page.count("–\n") == 3 * 6
        assert "7½" in page
        assert "11½" not in page
        assert "Mine." not in page

    def test_leads_back_as_far_as_something_was_written(
        self, browser: Client, alice: User, couple: Couple, now: datetime
    ) -> None:
        factories.check_in(alice, couple, TODAY - timedelta(days=20), now=now)
        before = TODAY - timedelta(days=7)
        assert f"/history/week/{before}/".encode() in browser.get("/history/week/").content
        oldest = browser.get(f"/history/week/{TODAY - timedelta(days=14)}/").content
        assert b"The week before" not in oldest
        assert f"/history/week/{before}/".encode() in oldest

    def test_of_days_to_come_is_not_there(self, browser: Client) -> None:
        assert browser.get(f"/history/week/{TODAY + timedelta(days=1)}/").status_code == 404
        assert browser.get("/history/week/2000-01-01/").status_code == 200
