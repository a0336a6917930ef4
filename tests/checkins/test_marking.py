from datetime import date, datetime, timedelta
from functools import partial

import pytest
from django.db import IntegrityError, ProgrammingError

from checkins import marking, moments
from checkins.marking import AlreadyMoved, DayTaken, OutOfReach
from checkins.models import Mark, Moment
from checkins.moments import NotNow
from couples import pairing
from couples.models import Couple, Happening, Pause, User
from privacy.context import acting_as, as_steward
from tests import factories, racing
from tests.checkins import wishes
from tests.checkins.answers import again
from tests.checkins.telling import happened, paused, said

Status = Moment.Status


class TestMarking:
    def test_it_is_held_when_both_say_so(self, moment: Moment, alice: User, bob: User) -> None:
        said(moment, True, alice)
        assert again(moment).status == Status.PLANNED
        said(moment, True, bob)
        assert again(moment).status == Status.HELD
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
        assert again(moment).status == Status.MISSED
        assert happened(Happening.Kind.MOMENT_MISSED) == 1

    def test_it_is_changeable_until_then(self, moment: Moment, alice: User, bob: User) -> None:
        said(moment, False, alice)
        said(moment, True, bob)
        said(moment, True, alice, now=moment.starts_at + timedelta(hours=47))
        assert again(moment).status == Status.HELD

    def test_it_cannot_begin_before_the_moment(
        self, moment: Moment, alice: User, now: datetime
    ) -> None:
        with pytest.raises(NotNow):
            said(moment, True, alice, now=moment.starts_at - timedelta(seconds=1))

    def test_it_ends_after_two_days(self, moment: Moment, alice: User) -> None:
        with pytest.raises(NotNow):
            said(moment, True, alice, now=moment.marks_close_at)

    def test_it_is_too_late_once_they_have_parted(
        self, moment: Moment, alice: User, bob: User, couple: Couple
    ) -> None:
        with acting_as(bob):
            pairing.unpair(couple, by=bob, now=moment.starts_at)
        with pytest.raises(NotNow):
            said(moment, True, alice)

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
        assert again(moment).status == Status.RESTED
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
            following = moments.ahead(couple, now).first()
        assert following is not None
        assert following.on == date(2026, 5, 11)

    def test_it_brings_them_back_when_it_ends_early(
        self, moment: Moment, alice: User, couple: Couple, now: datetime
    ) -> None:
        paused(couple, alice, now, now + timedelta(days=3))
        with acting_as(alice):
            Pause.objects.update(ends_at=now + timedelta(minutes=1))
            assert moments.ahead(couple, now).first() == moment


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
        assert again(moment).status == Status.MOVED
        with acting_as(bob):
            assert Moment.objects.planned().get(moved_from=moment) == moved
        assert happened(Happening.Kind.MOMENT_MISSED) == 1

    def test_it_is_open_to_either_after_two_days(
        self, moment: Moment, alice: User, bob: User
    ) -> None:
        said(moment, True, bob)
        moments.plan_ahead(moment.marks_close_at)
        self.move(moment, bob, 3, after=timedelta(days=2, hours=1))
        assert again(moment).status == Status.MOVED

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
        assert again(moment).status == Status.PLANNED

    @pytest.mark.parametrize("days", [-1, 0, 8])
    def test_it_wants_a_time_within_a_week(self, moment: Moment, alice: User, days: int) -> None:
        said(moment, False, alice)
        with pytest.raises(OutOfReach):
            self.move(moment, alice, days, after=timedelta(hours=1))

    def test_it_starts_with_clean_marks(self, moment: Moment, alice: User, bob: User) -> None:
        said(moment, False, alice)
        moved = self.move(moment, alice, 1, after=timedelta(hours=1))
        said(moved, True, alice, bob)
        assert again(moved).status == Status.HELD

    def test_it_survives_new_times(
        self, moment: Moment, alice: User, bob: User, couple: Couple
    ) -> None:
        said(moment, False, alice)
        moved = self.move(moment, alice, 1, after=timedelta(hours=1))
        later = moment.starts_at + timedelta(hours=2)
        wishes.agreed(couple, alice, bob, wishes.times(wishes.FRIDAY), now=later)
        assert again(moved).status == Status.PLANNED

    def test_it_is_refused_twice_by_the_database(self, moment: Moment, alice: User) -> None:
        said(moment, False, alice)
        moved = self.move(moment, alice, 1, after=timedelta(hours=1))
        with as_steward(), pytest.raises(IntegrityError, match="moment_is_moved_once"):
            Moment.objects.filter(pk=moved.pk).update(
                status=Status.MOVED, settled_at=moved.starts_at
            )


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
            assert again(moment).status == Status.HELD
        assert happened(Happening.Kind.MOMENT_HELD) == len(planned)


def both_say_so(moment: Moment, *people: User) -> None:
    with racing.side_by_side() as together:
        together(*[partial(said, moment, True, person) for person in people])
