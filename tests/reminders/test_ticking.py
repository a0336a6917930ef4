from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from couples.models import Couple, User
from privacy.context import as_steward
from reminders import tasks, ticking
from reminders.models import Reminder
from tests.reminders.conftest import Diary, row

MANY = 5_000


def plan_many(person: User, couple: Couple, at: datetime) -> None:
    """Rows that lie ahead, and as many that are long over."""
    common = {"person": person, "couple": couple, "kind": "diary", "zone": "UTC"}
    with as_steward():
        for state in (Reminder.State.PLANNED, Reminder.State.SENT):
            Reminder.objects.bulk_create(
                Reminder(
                    **common,
                    occurrence=f"{state} {number}",
                    due_at=at + timedelta(seconds=number),
                    expires_at=at + timedelta(days=1),
                    state=state,
                    sent_at=at if state == Reminder.State.SENT else None,
                )
                for number in range(MANY)
            )


def analyze() -> None:
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute("ANALYZE reminders_reminder, reminders_preferences")
        cursor.execute("SET ROLE moments_web")


class TestIdleTick:
    def test_it_asks_one_question(self, diary: Diary, couple: Couple, now: datetime) -> None:
        ticking.tick(now=now)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            ticking.tick(now=now)
        questions = [one["sql"] for one in asked if "FROM" in one["sql"]]
        assert len(questions) == 1

    def test_it_reads_nothing_of_what_is_not_due(
        self, diary: Diary, alice: User, couple: Couple, now: datetime
    ) -> None:
        ticking.tick(now=now)
        plan_many(alice, couple, now + timedelta(hours=1))
        analyze()
        with as_steward(), connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN (ANALYZE) {ticking.when_first()}")
            plan = "\n".join(line for (line,) in cursor.fetchall())
        assert "using reminders_due" in plan
        assert "Seq Scan on reminders_reminder" not in plan
        assert "Rows Removed by Index" not in plan


class TestTick:
    def test_the_task_and_the_command_do_the_same(
        self, diary: Diary, alice: User, couple: Couple
    ) -> None:
        said = StringIO()
        call_command("tick", stdout=said)
        assert said.getvalue().strip().endswith("planned 2, sent 0")
        tasks.tick()

    def test_it_deals_with_what_an_app_above_adds_first(
        self,
        diary: Diary,
        alice: User,
        couple: Couple,
        now: datetime,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        def write(at: datetime) -> int:
            diary.note(alice, at)
            return 1

        monkeypatch.setattr(ticking, "_of_others", {})
        ticking.also("diary", write)
        assert ticking.tick(now=now) == {"diary": 1, "planned": 2, "sent": 1}
        assert row(alice).state == Reminder.State.SENT
