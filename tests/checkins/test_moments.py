import threading
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, ProgrammingError, connection
from hypothesis import given, settings
from hypothesis import strategies as st

from checkins import marking, moments
from checkins.marking import AlreadyMoved, DayTaken, OutOfReach
from checkins.models import Mark, Moment
from checkins.moments import NotNow
from couples import zones
from couples.models import Couple, Happening, Pause, User
from privacy.context import acting_as, as_steward
from tests import factories
from tests.checkins import wishes

Status = Moment.Status
AMSTERDAM = "Europe/Amsterdam"


@pytest.fixture
def moment(alice: User, bob: User, couple: Couple, now: datetime) -> Moment:
    """The first one: today, a quarter of an hour from now."""
    wishes.agreed(couple, alice, bob, now=now)
    with acting_as(alice):
        return Moment.objects.order_by("starts_at")[0]


def said(moment: Moment, held: bool, *people: User, now: datetime | None = None) -> None:
    for person in people:
        with acting_as(person):
            marking.mark(moment, held=held, by=person, now=now or moment.starts_at)


def status_of(moment: Moment) -> str:
    with as_steward():
        return Moment.objects.get(pk=moment.pk).status


def happened(kind: Happening.Kind) -> int:
    with as_steward():
        return Happening.objects.filter(kind=kind).count()


def paused(couple: Couple, by: User, start: datetime, end: datetime) -> None:
    with acting_as(by):
        Pause.objects.create(couple=couple, starts_at=start, ends_at=end)


def starts(person: User) -> list[datetime]:
    with acting_as(person):
        planned = Moment.objects.planned().order_by("starts_at")
        return list(planned.values_list("starts_at", flat=True))


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
        with django_assert_max_num_queries(8):  # type: ignore[operator]
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


class TestMarking:
    def test_it_is_held_when_both_say_so(self, moment: Moment, alice: User, bob: User) -> None:
        said(moment, True, alice)
        assert status_of(moment) == Status.PLANNED
        said(moment, True, bob)
        assert status_of(moment) == Status.HELD
        assert happened(Happening.Kind.MOMENT_HELD) == 1

    def test_it_counts_once_when_sent_twice(self, moment: Moment, alice: User, bob: User) -> None:
        said(moment, True, alice, alice, bob, bob)
        assert happened(Happening.Kind.MOMENT_HELD) == 1

    def test_it_looks_the_same_whether_the_other_said_no_or_nothing(
        self, moment: Moment, alice: User, bob: User
    ) -> None:
        said(moment, True, alice)
        with acting_as(alice):
            before = Moment.objects.with_mark_of(alice).values().get(pk=moment.pk)
        said(moment, False, bob)
        with acting_as(alice):
            assert Moment.objects.with_mark_of(alice).values().get(pk=moment.pk) == before

    def test_it_is_not_held_in_the_end(self, moment: Moment, alice: User, bob: User) -> None:
        said(moment, True, alice)
        said(moment, False, bob)
        moments.plan_ahead(moment.marks_close_at)
        assert status_of(moment) == Status.MISSED
        assert happened(Happening.Kind.MOMENT_MISSED) == 1

    def test_it_is_changeable_until_then(self, moment: Moment, alice: User, bob: User) -> None:
        said(moment, False, alice)
        said(moment, True, bob)
        said(moment, True, alice, now=moment.starts_at + timedelta(hours=47))
        assert status_of(moment) == Status.HELD

    def test_it_cannot_begin_before_the_moment(
        self, moment: Moment, alice: User, now: datetime
    ) -> None:
        with pytest.raises(NotNow):
            said(moment, True, alice, now=moment.starts_at - timedelta(seconds=1))

    def test_it_ends_after_two_days(self, moment: Moment, alice: User) -> None:
        with pytest.raises(NotNow):
            said(moment, True, alice, now=moment.marks_close_at)

    def test_it_is_read_by_nobody_else(
        self, moment: Moment, alice: User, bob: User, tess: User, couple: Couple, now: datetime
    ) -> None:
        factories.agreement(couple, tess, alice, bob, now=now)
        said(moment, True, alice)
        for other in (bob, tess):
            with acting_as(other):
                assert not Mark.objects.exists()

    def test_it_is_nobodys_but_ones_own(
        self, moment: Moment, alice: User, bob: User, now: datetime
    ) -> None:
        with pytest.raises(ProgrammingError, match="row-level security"), acting_as(bob):
            Mark.objects.create(moment=moment, person=alice, held=True, marked_at=now)

    def test_it_is_the_house_that_says_held(self, moment: Moment, alice: User) -> None:
        with acting_as(alice):
            mine = Moment.objects.filter(pk=moment.pk)
            assert mine.update(status=Status.HELD, settled_at=moment.starts_at) == 0

    def test_it_is_no_business_of_a_stranger(
        self, moment: Moment, mallory: User, other_couple: Couple
    ) -> None:
        with acting_as(mallory):
            assert not Moment.objects.exists()


class TestPausing:
    def test_it_never_counts_as_missed(
        self, moment: Moment, alice: User, couple: Couple, now: datetime
    ) -> None:
        paused(couple, alice, now, now + timedelta(days=3))
        moments.plan_ahead(moment.marks_close_at)
        assert status_of(moment) == Status.RESTED
        assert happened(Happening.Kind.MOMENT_MISSED) == 0

    def test_it_cannot_be_marked(
        self, moment: Moment, alice: User, couple: Couple, now: datetime
    ) -> None:
        paused(couple, alice, now, now + timedelta(days=3))
        with pytest.raises(NotNow):
            said(moment, True, alice)

    def test_it_leaves_the_next_one_after_it(
        self, moment: Moment, alice: User, bob: User, couple: Couple, now: datetime
    ) -> None:
        paused(couple, bob, now, now + timedelta(days=3))
        with acting_as(alice):
            following = moments.next_for(couple, now)
        assert following is not None
        assert following.on == date(2026, 5, 11)

    def test_it_brings_them_back_when_it_ends_early(
        self, moment: Moment, alice: User, couple: Couple, now: datetime
    ) -> None:
        paused(couple, alice, now, now + timedelta(days=3))
        with acting_as(alice):
            Pause.objects.update(ends_at=now + timedelta(minutes=1))
            assert moments.next_for(couple, now) == moment


class TestMoving:
    def to(self, moment: Moment, days: int) -> datetime:
        return moment.starts_at + timedelta(days=days)

    def move(self, moment: Moment, by: User, days: int, *, after: timedelta) -> Moment:
        with acting_as(by):
            return marking.move(
                moment, to=self.to(moment, days), by=by, now=moment.starts_at + after
            )

    def test_it_gives_a_new_moment_and_keeps_the_old_in_the_story(
        self, moment: Moment, alice: User, bob: User
    ) -> None:
        said(moment, False, alice)
        moved = self.move(moment, alice, 1, after=timedelta(hours=1))
        assert status_of(moment) == Status.MOVED
        with acting_as(bob):
            assert Moment.objects.planned().get(moved_from=moment) == moved
        assert happened(Happening.Kind.MOMENT_MISSED) == 1

    def test_it_is_open_to_either_after_two_days(
        self, moment: Moment, alice: User, bob: User
    ) -> None:
        said(moment, True, bob)
        moments.plan_ahead(moment.marks_close_at)
        self.move(moment, bob, 3, after=timedelta(days=2, hours=1))
        assert status_of(moment) == Status.MOVED

    def test_it_is_not_open_before_anything_was_said(self, moment: Moment, alice: User) -> None:
        with pytest.raises(NotNow):
            self.move(moment, alice, 1, after=timedelta(hours=1))

    def test_it_happens_once(self, moment: Moment, alice: User, bob: User) -> None:
        said(moment, False, alice, bob)
        self.move(moment, alice, 1, after=timedelta(hours=1))
        with pytest.raises(AlreadyMoved):
            self.move(moment, bob, 2, after=timedelta(hours=1))

    def test_it_is_one_move_when_sent_twice(self, moment: Moment, alice: User) -> None:
        said(moment, False, alice)
        moved = self.move(moment, alice, 1, after=timedelta(hours=1))
        assert self.move(moment, alice, 1, after=timedelta(hours=1)) == moved

    def test_it_cannot_move_a_moved_one(self, moment: Moment, alice: User) -> None:
        said(moment, False, alice)
        moved = self.move(moment, alice, 1, after=timedelta(hours=1))
        said(moved, False, alice)
        with pytest.raises(NotNow):
            self.move(moved, alice, 1, after=timedelta(hours=1))

    def test_it_wants_a_free_day(self, moment: Moment, alice: User) -> None:
        said(moment, False, alice)
        with pytest.raises(DayTaken):
            self.move(moment, alice, 5, after=timedelta(hours=1))
        assert status_of(moment) == Status.PLANNED

    @pytest.mark.parametrize("days", [-1, 0, 8])
    def test_it_wants_a_time_within_a_week(self, moment: Moment, alice: User, days: int) -> None:
        said(moment, False, alice)
        with pytest.raises(OutOfReach):
            self.move(moment, alice, days, after=timedelta(hours=1))

    def test_it_starts_with_clean_marks(self, moment: Moment, alice: User, bob: User) -> None:
        said(moment, False, alice)
        moved = self.move(moment, alice, 1, after=timedelta(hours=1))
        said(moved, True, alice, bob)
        assert status_of(moved) == Status.HELD

    def test_it_survives_new_times(
        self, moment: Moment, alice: User, bob: User, couple: Couple
    ) -> None:
        said(moment, False, alice)
        moved = self.move(moment, alice, 1, after=timedelta(hours=1))
        later = moment.starts_at + timedelta(hours=2)
        wishes.agreed(couple, alice, bob, wishes.times(wishes.FRIDAY), now=later)
        assert status_of(moved) == Status.PLANNED

    def test_it_is_refused_twice_by_the_database(self, moment: Moment, alice: User) -> None:
        said(moment, False, alice)
        moved = self.move(moment, alice, 1, after=timedelta(hours=1))
        with as_steward(), pytest.raises(IntegrityError, match="moment_is_moved_once"):
            Moment.objects.filter(pk=moved.pk).update(
                status=Status.MOVED, settled_at=moved.starts_at
            )


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


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
class TestBothAtOnce:
    """Two real connections: each sees only its own uncommitted mark, and still none is lost."""

    def test_they_hold_it_once(self, alice: User, bob: User, now: datetime) -> None:
        couple = factories.couple(alice, bob, now=now)
        wishes.agreed(couple, alice, bob, wishes.every_day(), now=now)
        with acting_as(alice):
            planned = list(Moment.objects.planned().order_by("starts_at")[:12])
        for moment in planned:
            both_say_so(moment, alice, bob)
            assert status_of(moment) == Status.HELD
        assert happened(Happening.Kind.MOMENT_HELD) == len(planned)


def both_say_so(moment: Moment, *people: User) -> None:
    start = threading.Barrier(len(people))

    def say(person: User) -> None:
        connection.ensure_connection()
        start.wait()
        try:
            said(moment, True, person)
        finally:
            connection.close()

    threads = [threading.Thread(target=say, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
