from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checkins import moments
from checkins.models import Moment
from checkins.moments import NotNow
from couples import zones
from couples.models import Couple, User
from privacy.context import acting_as, as_steward
from tests import factories
from tests.checkins import wishes
from tests.checkins.telling import said, starts

Status = Moment.Status
AMSTERDAM = "Europe/Amsterdam"


class TestPlanning:
    def test_it_adds_the_next_days_as_time_goes(
        self, moment: Moment, alice: User, now: datetime
    ) -> None:
        moments.plan_ahead(now + timedelta(days=6))
        assert starts(alice)[-1] == datetime(2026, 5, 25, 18, 45, tzinfo=UTC)

    def test_it_adds_nothing_twice(self, moment: Moment, alice: User, now: datetime) -> None:
        before = starts(alice)
        with as_steward():
            moment.rhythm.__class__.objects.update(planned_until=None)
        with acting_as(alice):
            moments.keep_up(moment.couple, now=now)
        assert starts(alice) == before

    def test_it_asks_little_when_all_is_planned(
        self, moment: Moment, now: datetime, django_assert_max_num_queries: object
    ) -> None:
        with django_assert_max_num_queries(8):  # type: ignore[operator]  # a fixture that is a function
            moments.plan_ahead(now)

    def test_it_lets_the_two_begin_in_turn(self, moment: Moment, alice: User, bob: User) -> None:
        with acting_as(bob):
            speakers = [one.first_speaker for one in Moment.objects.order_by("starts_at")]
        assert speakers == [alice, bob, alice, bob, alice]

    def test_it_goes_on_in_turn_with_new_times(
        self, moment: Moment, alice: User, bob: User, couple: Couple, now: datetime
    ) -> None:
        later = moment.starts_at + timedelta(minutes=30)
        wishes.agreed(couple, alice, bob, wishes.times(wishes.FRIDAY), now=later)
        with acting_as(bob):
            assert Moment.objects.coming(later).order_by("starts_at")[0].first_speaker == bob

    def test_it_has_one_a_day_though_the_times_change_after_it(
        self, moment: Moment, alice: User, bob: User, couple: Couple
    ) -> None:
        later = moment.starts_at + timedelta(minutes=30)
        wishes.agreed(couple, alice, bob, wishes.every_day(time(23)), now=later)
        with acting_as(alice):
            assert [one.pk for one in Moment.objects.filter(on=moment.on)] == [moment.pk]


class TestClocks:
    def test_it_follows_the_wall_through_the_spring_in_amsterdam(
        self, alice: User, bob: User, couple: Couple
    ) -> None:
        before = datetime(2026, 3, 27, 12, tzinfo=UTC)
        wishes.agreed(couple, alice, bob, wishes.every_day(time(2, 30)), now=before)
        assert starts(alice)[:3] == [
            datetime(2026, 3, 28, 1, 30, tzinfo=UTC),
            datetime(2026, 3, 29, 1, 30, tzinfo=UTC),  # 02:30 does not exist: 03:30 on the wall
            datetime(2026, 3, 30, 0, 30, tzinfo=UTC),
        ]

    def test_it_takes_the_first_of_two_in_the_autumn(
        self, alice: User, bob: User, couple: Couple
    ) -> None:
        before = datetime(2026, 10, 24, 12, tzinfo=UTC)
        wishes.agreed(couple, alice, bob, wishes.every_day(time(2, 30)), now=before)
        assert starts(alice)[:2] == [
            datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
            datetime(2026, 10, 26, 1, 30, tzinfo=UTC),
        ]

    def test_it_keeps_one_clock_while_the_other_partner_shifts(
        self, alice: User, bob: User, couple: Couple
    ) -> None:
        """New York changes three weeks before Amsterdam: the rhythm stays where it was agreed."""
        before = datetime(2026, 3, 6, 12, tzinfo=UTC)
        wishes.agreed(couple, alice, bob, wishes.every_day(time(20)), now=before)
        new_york = [one.astimezone(ZoneInfo("America/New_York")).hour for one in starts(alice)]
        assert new_york[:4] == [14, 14, 15, 15]
        assert {one.hour for one in starts(alice)} == {19}

    def test_it_moves_half_an_hour_on_lord_howe(
        self, alice: User, bob: User, couple: Couple
    ) -> None:
        before = datetime(2026, 10, 2, 20, tzinfo=UTC)
        wish = wishes.every_day(time(2, 15), "Australia/Lord_Howe")
        wishes.agreed(couple, alice, bob, wish, now=before)
        on_the_wall = [
            f"{one.astimezone(ZoneInfo('Australia/Lord_Howe')):%d %H:%M}" for one in starts(alice)
        ]
        assert on_the_wall[:2] == ["04 02:45", "05 02:15"]

    def test_it_stays_when_somebody_travels(
        self, moment: Moment, alice: User, now: datetime
    ) -> None:
        with acting_as(alice):
            User.objects.filter(pk=alice.pk).update(time_zone="Asia/Tokyo")
        before = starts(alice)
        moments.plan_ahead(now + timedelta(days=1))
        assert starts(alice)[: len(before)] == before
        assert {one.astimezone(ZoneInfo(AMSTERDAM)).hour for one in starts(alice)} == {20}


somewhere = st.sampled_from(
    [AMSTERDAM, "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia"]
)
some_day = st.dates(date(2024, 1, 1), date(2032, 12, 31))


class TestAnyClock:
    @given(zone=somewhere, day=some_day, at=st.times())
    @settings(max_examples=100, deadline=None)
    def test_it_is_that_wall_time_or_the_next_that_exists(
        self, zone: str, day: date, at: time
    ) -> None:
        wall = zones.to_utc(day, at, zone).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        wished = datetime.combine(day, at)
        assert timedelta(0) <= wall - wished <= timedelta(hours=1)

    @given(zone=somewhere, day=some_day, at=st.times())
    @settings(max_examples=100, deadline=None)
    def test_it_is_the_first_of_two(self, zone: str, day: date, at: time) -> None:
        instant = zones.to_utc(day, at, zone)
        wall = instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        earlier = (instant - timedelta(minutes=half * 30) for half in (1, 2))
        walls = [one.astimezone(ZoneInfo(zone)).replace(tzinfo=None) for one in earlier]
        assert wall not in walls

    @given(zone=somewhere, day=some_day, at=st.times())
    @settings(max_examples=100, deadline=None)
    def test_it_goes_forward_from_day_to_day(self, zone: str, day: date, at: time) -> None:
        assert zones.to_utc(day, at, zone) < zones.to_utc(day + timedelta(days=1), at, zone)


class TestWalking:
    def test_it_goes_on_by_one_though_both_press(self, moment: Moment, alice: User) -> None:
        for _ in range(2):
            with acting_as(alice):
                moments.go_on(moment, from_step=1, now=moment.starts_at)
        with acting_as(alice):
            assert Moment.objects.get(pk=moment.pk).step == 2

    def test_it_stays_on_the_last_page(self, moment: Moment, alice: User) -> None:
        with acting_as(alice):
            moments.go_on(moment, from_step=6, now=moment.starts_at)
            assert Moment.objects.get(pk=moment.pk).step == 1

    def test_it_opens_a_quarter_before(self, moment: Moment, alice: User) -> None:
        with acting_as(alice), pytest.raises(NotNow):
            moments.go_on(moment, from_step=1, now=moment.starts_at - timedelta(minutes=16))


class TestTally:
    def test_it_counts_held_of_settled(
        self, moment: Moment, alice: User, bob: User, tess: User, couple: Couple, now: datetime
    ) -> None:
        factories.agreement(couple, tess, alice, bob, now=now)
        said(moment, True, alice, bob)
        moments.plan_ahead(now + timedelta(days=8))
        with acting_as(tess):
            assert moments.tally([couple.pk], since=moment.on) == {couple.pk: (1, 2)}

    def test_it_says_nothing_without_the_agreement(
        self, moment: Moment, alice: User, bob: User, tess: User, couple: Couple, now: datetime
    ) -> None:
        factories.agreement(couple, tess, alice, bob, now=now, kinds={"ratings"})
        said(moment, True, alice, bob)
        with acting_as(tess):
            assert moments.tally([couple.pk], since=moment.on) == {}
