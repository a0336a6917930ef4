"""What is noted of whom, page by page; and what a person, and what their partner, learns of it."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from couples import agreements
from couples.models import Agreement, Couple, User
from privacy.context import acting_as
from privacy.models import Access
from tests import factories
from tests.checkins.pages import answers
from tests.conftest import ClientOf, with_second_factor
from tests.couples.alone import tell

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def agreed(couple: Couple, alice: User, bob: User, tess: User, now: datetime) -> None:
    factories.agreement(couple, tess, alice, bob, now=now, kinds={"ratings", "notes"})


@pytest.fixture
def both_in(couple: Couple, alice: User, bob: User, now: datetime) -> None:
    for one in (alice, bob):
        factories.check_in(one, couple, now.date(), now=now, note=("A word.", "both"))


def rows(**facts: object) -> list[Access]:
    """As whoever could see every row: the tests' own eyes, undone afterwards."""
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE moments")
        cursor.execute("ALTER TABLE privacy_access NO FORCE ROW LEVEL SECURITY")
        found = list(Access.objects.filter(**facts).order_by("pk"))
        cursor.execute("ALTER TABLE privacy_access FORCE ROW LEVEL SECURITY")
        cursor.execute("SET ROLE moments_web")
    return found


def notings(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return sum("privacy_note" in one["sql"] for one in captured.captured_queries)


def looks_of(client: Client) -> str:
    page = client.get("/settings/looks/").content.decode()
    return page.split("<main")[1].split("</main>")[0]


class TestATherapist:
    def test_each_sees_what_of_theirs_was_opened(
        self, client_of: ClientOf, agreed: None, couple: Couple, alice: User, bob: User, tess: User
    ) -> None:
        client_of(tess).get(f"/caseload/{couple.public_id}/")
        for one in (alice, bob):
            page = looks_of(client_of(one))
            assert "Tess opened: What you share with them" in page
            assert "Wednesday 6 May, 20:30" in page

    def test_the_database_is_told_of_no_zone(self, client_of: ClientOf) -> None:
        """It may not know every name that Python does."""
        far = factories.person("far", time_zone="Pacific/Kiritimati")
        with CaptureQueriesContext(connection) as captured:
            looks_of(client_of(far))
        assert not [one for one in captured.captured_queries if "Kiritimati" in one["sql"]]

    def test_it_does_not_tell_what_the_other_agreed_to(
        self,
        client_of: ClientOf,
        couple: Couple,
        alice: User,
        bob: User,
        tess: User,
        now: datetime,
    ) -> None:
        """Bob agrees to everything. What alice agrees to besides, he is not to learn from a look."""
        seen = set()
        for kinds in ({"ratings"}, {"ratings", "notes", "milestones"}):
            with transaction.atomic():
                link = factories.agreement(couple, tess, bob, now=now)
                with acting_as(alice):
                    agreements.decide(link, by=alice, kinds=kinds, now=now)
                for path in ("/caseload/", f"/caseload/{couple.public_id}/"):
                    assert client_of(tess).get(path).status_code == 200
                seen.add(looks_of(client_of(bob)))
                transaction.set_rollback(True)
        assert len(seen) == 1

    def test_what_is_opened_within_a_minute_is_one_line(
        self,
        client_of: ClientOf,
        agreed: None,
        couple: Couple,
        bob: User,
        tess: User,
        now: datetime,
    ) -> None:
        theirs = client_of(tess)
        for seconds in (0, 10, 20, 70):
            with time_machine.travel(now + timedelta(seconds=seconds), tick=False):
                theirs.get("/caseload/")
                theirs.get(f"/caseload/{couple.public_id}/")
        with time_machine.travel(now + timedelta(minutes=2), tick=False):
            page = looks_of(client_of(bob))
        assert page.count("Tess opened") == 2

    def test_it_costs_one_statement_a_page(
        self, client_of: ClientOf, agreed: None, couple: Couple, tess: User
    ) -> None:
        browser = client_of(tess)
        for path in ("/caseload/", f"/caseload/{couple.public_id}/"):
            assert notings(browser, path) == 1

    def test_a_row_does_not_tell_whether_there_was_anything(
        self, client_of: ClientOf, agreed: None, couple: Couple, alice: User, bob: User, tess: User
    ) -> None:
        client_of(tess).get(f"/caseload/{couple.public_id}/")
        theirs = {
            one.pk: [row.kind for row in rows(whose=one.pk, role="therapist")]
            for one in (alice, bob)
        }
        assert theirs[alice.pk] == theirs[bob.pk] == ["ratings", "notes"]

    def test_what_was_told_alone_is_on_no_page(
        self, client_of: ClientOf, agreed: None, alice: User, bob: User, tess: User
    ) -> None:
        """It is noted; but the page may be read over a shoulder, and a look would tell that there was one."""
        tell(client_of(alice), words="Please call me.")
        client_of(tess).get("/caseload/alone/")
        assert [row.whose for row in rows(kind="told")] == [alice.pk]
        for one in (alice, bob):
            assert "Nobody, in these three months." in looks_of(client_of(one))

    def test_one_who_is_gone_has_no_name_any_more(
        self, client_of: ClientOf, agreed: None, couple: Couple, alice: User, tess: User
    ) -> None:
        client_of(tess).get(f"/caseload/{couple.public_id}/")
        client_of(alice).post("/us/therapist/end/")
        assert "A therapist you had opened" in looks_of(client_of(alice))


class TestThePartner:
    def test_reading_a_day_is_noted_once_and_costs_no_statement(
        self, client_of: ClientOf, both_in: None, couple: Couple, alice: User, bob: User
    ) -> None:
        hers = client_of(alice)
        assert notings(hers, "/") == notings(hers, "/") == 0
        (row,) = rows(kind="day")
        assert (row.who, row.role, row.whose) == (alice.pk, "partner", bob.pk)
        assert row.public_id == couple.public_id

    def test_the_one_who_was_read_learns_nothing_of_it_here(
        self, client_of: ClientOf, both_in: None, alice: User, bob: User
    ) -> None:
        his = client_of(bob)
        before = looks_of(his)
        client_of(alice).get("/")
        client_of(alice).get(f"/history/{rows()[0].at.date()}/")
        assert looks_of(his) == before
        with acting_as(bob):
            assert not Access.objects.exists()

    def test_checking_in_costs_no_statement(
        self, client_of: ClientOf, couple: Couple, alice: User
    ) -> None:
        with CaptureQueriesContext(connection) as captured:
            client_of(alice).post("/check-in/", answers())
        assert not [one for one in captured.captured_queries if "privacy_note" in one["sql"]]


class TestDenials:
    def test_a_look_at_somebody_else_s_is_noted(
        self, client_of: ClientOf, couple: Couple, tom: User
    ) -> None:
        assert client_of(tom).get(f"/caseload/{couple.public_id}/").status_code == 404
        (row,) = rows(outcome="denied")
        assert (row.who, row.role, row.kind) == (tom.pk, "therapist", "care:couple")
        assert (row.public_id, row.action, row.whose) == (couple.public_id, "get", None)

    def test_so_is_one_at_what_somebody_practised(
        self, client_of: ClientOf, couple: Couple, bob: User
    ) -> None:
        name = "A" * 22
        assert client_of(bob).get(f"/exercises/own/{name}/").status_code == 404
        (row,) = rows(outcome="denied")
        assert (row.who, row.kind, row.public_id) == (bob.pk, "exercises:look_back", name)

    def test_so_is_a_door_that_is_not_for_them(self, client_of: ClientOf, tess: User) -> None:
        client_of(tess).post("/check-in/")
        assert [row.kind for row in rows(outcome="denied")] == ["checkins:check_in"]

    def test_an_address_of_nothing_is_not(self, client_of: ClientOf, alice: User) -> None:
        client_of(alice).get("/wp-login.php")
        assert rows(outcome="denied") == []

    def test_a_wrong_password_is_noted_without_whose(self, client: Client, alice: User) -> None:
        for login in (alice.email, "nobody@example.org"):
            client.post("/account/login/", {"login": login, "password": "wrong"})
        found = [(row.who, row.role, row.whose, row.action) for row in rows(outcome="denied")]
        assert found == [(None, "visitor", None, "signed_in")] * 2


class TestTheRest:
    def test_a_sign_in_is_noted(self, client: Client, alice: User) -> None:
        client.post("/account/login/", {"login": alice.email, "password": factories.PASSWORD})
        assert [row.who for row in rows(action="signed_in", outcome="done")] == [alice.pk]

    def test_agreements_are_noted(self, client_of: ClientOf, agreed: None, bob: User) -> None:
        client_of(bob).post("/us/agreement/withdraw/")
        assert [row.action for row in rows(kind="agreement", who=bob.pk)] == ["agreed", "withdrew"]

    @pytest.mark.parametrize("kind", Agreement.KINDS)
    def test_a_yes_to_any_kind_is_one(
        self, kind: str, couple: Couple, alice: User, tess: User, now: datetime
    ) -> None:
        factories.agreement(couple, tess, alice, now=now, kinds={kind})
        assert [row.action for row in rows(kind="agreement", who=alice.pk)] == ["agreed"]

    def test_staff_who_open_and_change_an_account_are_shown_to_its_owner(
        self, client_of: ClientOf, alice: User
    ) -> None:
        root = factories.staff("root", is_superuser=True)
        browser = with_second_factor(client_of(root), root)
        path = f"/admin/couples/user/{alice.pk}/change/"
        browser.get(path)
        assert browser.post(path, {"is_active": "on"}).status_code == 302
        page = looks_of(client_of(alice))
        assert "Staff of this site opened: Your account" in page
        assert "Staff of this site changed: Your account" in page

    def test_looks_of_long_ago_are_not_shown(
        self,
        client_of: ClientOf,
        agreed: None,
        couple: Couple,
        alice: User,
        tess: User,
        now: datetime,
    ) -> None:
        client_of(tess).get(f"/caseload/{couple.public_id}/")
        with time_machine.travel(now + timedelta(days=91), tick=False):
            assert "Nobody, in these three months." in looks_of(client_of(alice))
