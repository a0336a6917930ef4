from datetime import UTC, datetime, time, timedelta

from couples.models import Couple, User
from privacy.context import acting_as
from reminders import delivering, planning
from reminders.models import Preferences, Reminder
from tests.reminders.conftest import Diary, prefer, row, rows


class TestPlan:
    def test_it_writes_what_lies_ahead(
        self, diary: Diary, alice: User, couple: Couple, now: datetime
    ) -> None:
        diary.note(alice, now + timedelta(hours=1))
        assert planning.plan(now=now) == 2
        planned = row(alice)
        assert planned.due_at == now + timedelta(hours=1)
        assert (planned.local_at, planned.zone) == ("2026-05-06T21:30", "Europe/Amsterdam")
        assert planned.couple_id == couple.pk

    def test_it_looks_two_days_ahead(
        self, diary: Diary, alice: User, couple: Couple, now: datetime
    ) -> None:
        for minutes in (0, 1):
            diary.note(alice, now + timedelta(hours=48, minutes=minutes), f"{minutes} late")
        planning.plan(now=now)
        assert row(alice).occurrence == "0 late"

    def test_it_leaves_everybody_alone_for_an_hour(self, couple: Couple, now: datetime) -> None:
        planning.plan(now=now)
        assert planning.plan(now=now + timedelta(minutes=59)) == 0
        assert planning.plan(now=now + timedelta(minutes=60)) == 2

    def test_it_plans_one_occurrence_once(
        self, diary: Diary, alice: User, couple: Couple, now: datetime
    ) -> None:
        diary.note(alice, now + timedelta(hours=1))
        for hour in range(3):
            planning.plan(now=now + timedelta(hours=hour))
        assert len(rows(alice)) == 1

    def test_it_moves_a_planned_one(
        self, diary: Diary, alice: User, couple: Couple, now: datetime
    ) -> None:
        diary.note(alice, now + timedelta(hours=1))
        planning.plan(now=now)
        diary.occasions.clear()
        diary.note(alice, now + timedelta(minutes=30))
        planning.again(couple)
        planning.plan(now=now)
        assert row(alice).due_at == now + timedelta(minutes=30)

    def test_it_takes_back_what_is_no_longer_wished(
        self, diary: Diary, alice: User, couple: Couple, now: datetime
    ) -> None:
        diary.note(alice, now + timedelta(hours=1))
        planning.plan(now=now)
        prefer(alice, switched_off=["diary"])
        planning.plan(now=now)
        assert rows(alice) == []

    def test_it_moves_with_the_person_to_another_zone(
        self, diary: Diary, alice: User, couple: Couple, now: datetime
    ) -> None:
        diary.note(alice, now + timedelta(hours=1))
        planning.plan(now=now)
        with acting_as(alice):
            User.objects.filter(pk=alice.pk).update(time_zone="America/New_York")
        assert planning.plan(now=now) == 1
        assert (row(alice).zone, row(alice).local_at) == ("America/New_York", "2026-05-06T15:30")

    def test_it_leaves_alone_what_was_sent(
        self, diary: Diary, alice: User, couple: Couple, now: datetime
    ) -> None:
        diary.note(alice, now)
        planning.plan(now=now)
        assert delivering.deliver(now) == 1
        diary.occasions.clear()
        diary.note(alice, now + timedelta(hours=1))
        planning.again(couple)
        planning.plan(now=now)
        assert row(alice).state == Reminder.State.SENT

    def test_it_waits_for_the_end_of_the_quiet_hours(
        self, diary: Diary, alice: User, couple: Couple, now: datetime
    ) -> None:
        diary.note(alice, now + timedelta(hours=3))
        planning.plan(now=now)
        assert row(alice).due_at == datetime(2026, 5, 7, 5, 0, tzinfo=UTC)

    def test_it_plans_nothing_that_the_quiet_hours_would_make_useless(
        self, diary: Diary, alice: User, couple: Couple, now: datetime
    ) -> None:
        diary.note(alice, now + timedelta(hours=3), until=now + timedelta(hours=5))
        planning.plan(now=now)
        assert rows(alice) == []

    def test_it_plans_nothing_for_somebody_without_a_couple(
        self, diary: Diary, alice: User, now: datetime
    ) -> None:
        diary.note(alice, now + timedelta(hours=1))
        assert planning.plan(now=now) == 0
        assert rows(alice) == []

    def test_it_forgets_after_thirty_days(
        self, diary: Diary, alice: User, couple: Couple, now: datetime
    ) -> None:
        diary.note(alice, now)
        planning.plan(now=now)
        delivering.deliver(now)
        diary.occasions.clear()
        planning.plan(now=now + timedelta(days=30))
        assert len(rows(alice)) == 1
        planning.plan(now=now + timedelta(days=31))
        assert rows(alice) == []


class TestPreferences:
    def test_they_are_there_as_soon_as_somebody_has_a_couple(
        self, alice: User, couple: Couple
    ) -> None:
        with acting_as(alice):
            mine = Preferences.objects.get()
        assert (mine.check_in_at, mine.quiet_from, mine.quiet_to) == (time(20), time(22), time(7))
        assert mine.switched_off == []
