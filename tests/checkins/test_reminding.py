from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core import mail

from checkins import moments
from checkins.models import CheckIn, Moment
from couples.models import Couple, User
from privacy.context import acting_as
from reminders import ticking
from reminders.kinds import CHECK_IN
from reminders.models import Reminder
from tests.checkins import wishes
from tests.reminders.conftest import prefer, rows


def check_in(person: User, couple: Couple, on: date, now: datetime) -> None:
    with acting_as(person):
        CheckIn.objects.create(person=person, couple=couple, on=on, closeness=5, submitted_at=now)


class TestCheckInReminder:
    def test_it_comes_at_the_hour_of_each_persons_own_clock(
        self, alice: User, bob: User, couple: Couple
    ) -> None:
        with acting_as(bob):
            User.objects.filter(pk=bob.pk).update(time_zone="America/New_York")
        ticking.tick(now=datetime(2026, 5, 6, 10, tzinfo=UTC))
        assert rows(alice)[0].due_at == datetime(2026, 5, 6, 18, tzinfo=UTC)
        assert rows(bob)[0].due_at == datetime(2026, 5, 7, 0, tzinfo=UTC)

    def test_it_does_not_come_when_it_is_done(self, alice: User, bob: User, couple: Couple) -> None:
        noon = datetime(2026, 5, 6, 10, tzinfo=UTC)
        ticking.tick(now=noon)
        check_in(alice, couple, noon.date(), noon)
        assert ticking.tick(now=noon.replace(hour=18))["sent"] == 1
        assert mail.outbox[0].to == [bob.email]
        assert rows(alice)[0].dropped_because == Reminder.Because.DONE

    def test_it_comes_although_yesterday_was_filled_in(self, alice: User, couple: Couple) -> None:
        noon = datetime(2026, 5, 6, 10, tzinfo=UTC)
        ticking.tick(now=noon)
        check_in(alice, couple, date(2026, 5, 5), noon)
        assert ticking.tick(now=noon.replace(hour=18))["sent"] == 2

    def test_it_is_not_sent_to_somebody_who_came_after_the_hour(
        self, alice: User, couple: Couple
    ) -> None:
        evening = datetime(2026, 5, 6, 18, 30, tzinfo=UTC)
        ticking.tick(now=evening)
        assert all(row.due_at > evening for row in rows(alice) if row.kind == CHECK_IN)

    @pytest.mark.parametrize(
        ("zone", "day", "hour", "due"),
        [
            ("Europe/Amsterdam", (2026, 3, 29), time(2, 30), "2026-03-29T01:30Z"),
            ("Europe/Amsterdam", (2026, 10, 25), time(2, 30), "2026-10-25T00:30Z"),
            ("America/New_York", (2026, 3, 8), time(2, 30), "2026-03-08T07:30Z"),
            ("America/New_York", (2026, 11, 1), time(1, 30), "2026-11-01T05:30Z"),
            ("Australia/Lord_Howe", (2026, 10, 4), time(2, 15), "2026-10-03T15:45Z"),
        ],
    )
    def test_it_keeps_its_promise_when_the_clocks_change(
        self,
        zone: str,
        day: tuple[int, int, int],
        hour: time,
        due: str,
        alice: User,
        couple: Couple,
    ) -> None:
        with acting_as(alice):
            User.objects.filter(pk=alice.pk).update(time_zone=zone)
        prefer(alice, check_in_at=hour, quiet_from=time(0), quiet_to=time(0))
        wanted = datetime.fromisoformat(due)
        ticking.tick(now=wanted - timedelta(hours=6))
        (planned,) = [row for row in rows(alice) if row.occurrence == str(date(*day))]
        assert planned.due_at == wanted

    def test_it_follows_a_person_over_the_date_line_without_a_second_one(
        self, alice: User, couple: Couple
    ) -> None:
        evening = datetime(2026, 5, 6, 18, tzinfo=UTC)
        ticking.tick(now=evening - timedelta(hours=1))
        assert ticking.tick(now=evening)["sent"] == 2
        with acting_as(alice):
            User.objects.filter(pk=alice.pk).update(time_zone="America/Los_Angeles")
        assert ticking.tick(now=datetime(2026, 5, 7, 3, tzinfo=UTC))["sent"] == 0
        days = [row.occurrence for row in rows(alice)]
        assert len(days) == len(set(days))


class TestMomentReminder:
    """The first moment begins this evening at 20:45 in Amsterdam, where it is half past eight."""

    @pytest.fixture
    def moment(self, alice: User, bob: User, couple: Couple, now: datetime) -> Moment:
        wishes.agreed(couple, alice, bob, now=now - timedelta(hours=3))
        with acting_as(alice):
            return Moment.objects.order_by("starts_at")[0]

    def of(self, person: User) -> list[Reminder]:
        return [row for row in rows(person) if row.kind == "moment"]

    def test_it_comes_to_both_half_an_hour_before(
        self, moment: Moment, alice: User, bob: User
    ) -> None:
        near = moment.starts_at - timedelta(minutes=30)
        ticking.tick(now=near - timedelta(hours=2))
        for person in (alice, bob):
            assert self.of(person)[0].due_at == near
            assert self.of(person)[0].expires_at == moment.starts_at

    def test_it_does_not_come_when_the_times_have_changed(
        self, moment: Moment, alice: User, couple: Couple
    ) -> None:
        near = moment.starts_at - timedelta(minutes=30)
        ticking.tick(now=near - timedelta(hours=2))
        with acting_as(alice):
            moments.call_off_coming(couple, now=near - timedelta(hours=1))
        ticking.tick(now=near)
        assert [row.dropped_because for row in self.of(alice)] == [Reminder.Because.DONE]

    def test_it_does_not_come_once_the_moment_has_begun(self, moment: Moment, alice: User) -> None:
        ticking.tick(now=moment.starts_at - timedelta(hours=2))
        ticking.tick(now=moment.starts_at)
        assert self.of(alice)[0].dropped_because == Reminder.Because.STALE

    def test_it_is_planned_by_the_tick_that_follows_an_agreement(
        self, alice: User, bob: User, couple: Couple, now: datetime
    ) -> None:
        ticking.tick(now=now - timedelta(hours=3))
        wishes.agreed(couple, alice, bob, now=now - timedelta(hours=2))
        assert ticking.tick(now=now - timedelta(hours=2))["planned"] == 2
        assert len(self.of(alice)) > 0


class TestKeepUp:
    def test_a_tick_plans_the_moments_of_the_next_two_weeks(
        self, alice: User, bob: User, couple: Couple, now: datetime
    ) -> None:
        wishes.agreed(couple, alice, bob, now=now)
        ticking.tick(now=now + timedelta(days=6))
        with acting_as(alice):
            last = Moment.objects.planned().order_by("-starts_at")[0]
        assert last.starts_at > now + timedelta(days=15)
