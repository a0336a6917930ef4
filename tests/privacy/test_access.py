"""The log of access: kept by the database, changed by nobody, forgotten only when it is old."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.db.utils import ProgrammingError
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from couples.models import User
from privacy import access, tasks
from privacy.access import Look
from privacy.context import Asker, acting_as, asking
from privacy.models import Access
from tests import clock
from tests.privacy import catalogue

WRITES = (
    "INSERT INTO privacy_access (at, who, role, whose, kind, public_id, action, outcome) "
    "VALUES (now(), 1, 'staff', 1, 'x', '', 'opened', 'done')",
    "UPDATE privacy_access SET who = 1",
    "DELETE FROM privacy_access",
    "TRUNCATE privacy_access",
    "SELECT privacy_keep(now(), 1, 1, 'x', '', 'opened', 'done')",
)


def look(at: User) -> Look:
    return Look("notes", whose=at.pk, public_id="p" * 22)


class TestNoting:
    def test_the_database_says_who_it_was_and_in_what_role(
        self, alice: User, tess: User, now: datetime
    ) -> None:
        with acting_as(tess):
            access.note([look(alice)], now=now)
        with acting_as(alice):
            row = Access.objects.get()
        assert (row.who, row.role, row.whose, row.at) == (tess.pk, "therapist", alice.pk, now)
        assert (row.kind, row.action, row.outcome) == ("notes", "opened", "done")

    def test_nobody_can_say_that_it_was_somebody_else(
        self, alice: User, tess: User, now: datetime
    ) -> None:
        forged = {"who": alice.pk, "role": "staff", "whose": alice.pk, "kind": "x"}
        rows = json.dumps([forged | {"action": "opened", "outcome": "done", "public_id": ""}])
        with acting_as(tess), connection.cursor() as cursor:
            cursor.execute("SELECT privacy_note(%s, %s)", [now, rows])
        with acting_as(alice):
            assert Access.objects.get().who == tess.pk

    def test_nothing_to_note_asks_nothing(
        self, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        with django_assert_num_queries(0):
            access.note([], now=now)

    def test_it_has_no_column_for_content(self) -> None:
        assert catalogue.columns("privacy_access") == {
            "id", "at", "who", "role", "whose", "kind", "public_id", "action", "outcome"
        }  # fmt: skip


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
class TestWhen:
    """Nobody says when it was: the database goes by its own clock."""

    LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
    NOTE = "SELECT privacy_note(%s, %s)"
    SIGN_IN = """INSERT INTO usersessions_usersession
        (created_at, last_seen_at, user_id, ip, user_agent, session_key, data)
        VALUES (%s, now(), %s, '127.0.0.1', '', 'a key', '{}')"""

    def written(self, tess: User, statement: str, what: str | int) -> datetime:
        with clock.as_shipped(), acting_as(tess), connection.cursor() as cursor:
            cursor.execute(statement, [self.LONG_AGO, what])
        with acting_as(tess):
            return Access.objects.get().at

    def test_a_page_cannot(self, tess: User) -> None:
        line = {"whose": tess.pk, "kind": "x", "public_id": "", "action": "opened", "outcome": "x"}
        before = timezone.now()
        assert before <= self.written(tess, self.NOTE, json.dumps([line])) <= timezone.now()

    def test_nor_can_a_row_of_which_a_line_is_written(self, tess: User) -> None:
        before = timezone.now()
        assert before <= self.written(tess, self.SIGN_IN, tess.pk) <= timezone.now()


class TestKeeping:
    @pytest.mark.parametrize("statement", WRITES, ids=lambda words: str(words)[:20])
    def test_a_page_can_neither_write_change_nor_remove(
        self, statement: str, alice: User, edith: User
    ) -> None:
        for asker in (
            Asker(user_id=alice.pk),
            Asker(user_id=edith.pk, staff=True),
            Asker(door=True),
        ):
            self.is_refused(asker, statement)

    @pytest.mark.parametrize("statement", WRITES[1:4], ids=lambda words: str(words)[:20])
    def test_nor_can_the_house_change_or_remove(self, statement: str) -> None:
        self.is_refused(Asker(role="moments_steward"), statement)

    def is_refused(self, asker: Asker, statement: str) -> None:
        refused = pytest.raises(ProgrammingError, match="permission denied")
        with asking(asker), refused, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


class TestReading:
    def test_one_sees_the_looks_of_therapists_and_staff_at_one_s_own(
        self, alice: User, bob: User, mallory: User, tess: User, edith: User, now: datetime
    ) -> None:
        for one in (bob, tess, edith, alice):
            with acting_as(one):
                access.note([look(alice)], now=now)
        with acting_as(alice):
            assert {row.who for row in Access.objects.all()} == {tess.pk, edith.pk}
        for one in (bob, mallory, tess, edith):
            with acting_as(one):
                assert not Access.objects.exists()


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
class TestForgetting:
    @pytest.fixture(autouse=True)
    def rows(self, alice: User, tess: User) -> None:
        """Of today, of forty days ago, and of two years ago."""
        with acting_as(tess):
            for days in (0, 40, 800):
                access.note([look(alice)], now=timezone.now() - timedelta(days=days))

    def left(self, alice: User) -> int:
        with acting_as(alice):
            return Access.objects.count()

    def test_a_command_removes_what_is_too_old(self, alice: User) -> None:
        call_command("forget_accesses")
        assert self.left(alice) == 2

    def test_so_does_the_task_of_every_night(self, alice: User) -> None:
        assert settings.CELERY_BEAT_SCHEDULE["forget"]["task"] == tasks.forget_accesses.name
        tasks.forget_accesses()
        assert self.left(alice) == 2

    def test_a_slip_in_the_settings_empties_nothing_younger_than_a_month(
        self, alice: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(settings, "ACCESS_LOG_DAYS", 0)
        access.forget(now=timezone.now())
        assert self.left(alice) == 1

    def test_the_owner_changes_nothing_either(self, alice: User) -> None:
        with connections["owner"].cursor() as cursor:
            cursor.execute("UPDATE privacy_access SET who = 1")
            assert cursor.rowcount == 0
