from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from time_machine import TimeMachineFixture

from care import milestones, rules
from care.models import Earned, Milestone, TherapistMilestone
from checkins.models import Note
from couples import content_pack, happenings, pauses
from couples.happenings import Kind
from couples.models import Couple, User
from privacy.context import acting_as, as_steward, asking
from tests import factories
from tests.care import story
from tests.care.story import DAY, ONE, check_in, check_in_both
from tests.conftest import ClientOf

Watch = Callable[..., Milestone]


@pytest.fixture
def watch() -> Watch:
    """The house watches for one milestone, with this rule."""

    def create(kind: str, **numbers: Any) -> Milestone:
        with asking(factories.AT_THE_DOOR):
            return Milestone.objects.create(
                slug="it", title="It", line="It is so.", rule={"kind": kind, **numbers}
            )

    return create


@pytest.fixture
def couple(alice: User, bob: User, now: datetime) -> Couple:
    """Half a year together; days from before that count for nothing."""
    return factories.couple(alice, bob, now=now - timedelta(weeks=26))


def earned(couple: Couple) -> list[Earned]:
    with as_steward():
        return list(Earned.objects.of(couple))


class TestFirstDayOfBoth:
    def test_it_needs_both_on_the_same_day(
        self, watch: Watch, couple: Couple, alice: User, bob: User
    ) -> None:
        watch("first_day_both")
        check_in(alice, couple, DAY - ONE)
        check_in(bob, couple, DAY)
        assert earned(couple) == []
        check_in(alice, couple, DAY)
        assert [one.on for one in earned(couple)] == [DAY]

    def test_a_day_from_before_one_of_them_joined_is_none(
        self, watch: Watch, mallory: User, trent: User, now: datetime
    ) -> None:
        watch("first_day_both")
        ours = factories.couple(mallory, trent, now=now)
        check_in_both(ours, DAY)
        assert earned(ours) == []
        check_in_both(ours, DAY + ONE)
        assert len(earned(ours)) == 1

    def test_it_is_earned_once(self, watch: Watch, couple: Couple) -> None:
        watch("first_day_both")
        for ago in range(3):
            check_in_both(couple, DAY - ago * ONE)
        assert len(earned(couple)) == 1

    def test_it_is_nobody_elses(
        self, watch: Watch, couple: Couple, other_couple: Couple, mallory: User
    ) -> None:
        watch("first_day_both")
        check_in(mallory, other_couple)
        check_in_both(couple)
        assert earned(other_couple) == []

    def test_it_is_not_watched_once_retired(self, watch: Watch, couple: Couple) -> None:
        milestone = watch("first_day_both")
        with asking(factories.AT_THE_DOOR):
            Milestone.objects.filter(pk=milestone.pk).update(retired=True)
        check_in_both(couple)
        assert earned(couple) == []

    def test_it_goes_when_its_cause_goes(
        self, watch: Watch, couple: Couple, alice: User, bob: User
    ) -> None:
        watch("first_day_both")
        check_in(bob, couple)
        with acting_as(alice):
            check_in(alice, couple)
            transaction.set_rollback(True)
        assert earned(couple) == []


class TestDaysOfBoth:
    def test_they_count_within_their_span_only(self, watch: Watch, couple: Couple) -> None:
        watch("days_both_of", days=3, of=5)
        for ago in (9, 7, 0):
            check_in_both(couple, DAY - ago * ONE)
        assert earned(couple) == []
        check_in_both(couple, DAY - 4 * ONE)
        assert earned(couple) == []
        check_in_both(couple, DAY - 2 * ONE)
        assert len(earned(couple)) == 1

    def test_they_count_a_day_that_was_filled_in_afterwards(
        self, watch: Watch, couple: Couple
    ) -> None:
        watch("days_both_of", days=3, of=3)
        for ago in (2, 0, 1):
            check_in_both(couple, DAY - ago * ONE)
        assert len(earned(couple)) == 1


class TestMoments:
    def test_the_first_one_held(self, watch: Watch, couple: Couple) -> None:
        watch("first_moment_held")
        story.moment(couple, DAY - ONE, status="missed")
        assert earned(couple) == []
        story.moment(couple)
        assert len(earned(couple)) == 1

    def test_so_many_in_so_many_weeks(self, watch: Watch, couple: Couple) -> None:
        watch("moments_held_in", moments=2, weeks=1)
        story.moment(couple, DAY - 7 * ONE)
        story.moment(couple, DAY)
        assert earned(couple) == []
        story.moment(couple, DAY + 6 * ONE)
        assert len(earned(couple)) == 1

    def test_one_after_a_hard_day(self, watch: Watch, couple: Couple) -> None:
        watch("hard_day_then_moment", within_days=3)
        check_in_both(couple, DAY - 4 * ONE, closeness=1)
        story.moment(couple, DAY)
        assert earned(couple) == []
        story.moment(couple, DAY - ONE)
        assert len(earned(couple)) == 1

    def test_a_hard_day_that_only_one_knows_of_gives_nothing_away(
        self, watch: Watch, couple: Couple, bob: User
    ) -> None:
        watch("hard_day_then_moment", within_days=3)
        check_in(bob, couple, DAY - ONE, closeness=0)
        story.moment(couple)
        assert earned(couple) == []


class TestRhythm:
    def test_it_is_earned_when_agreed(
        self, watch: Watch, couple: Couple, alice: User, now: datetime
    ) -> None:
        watch("first_rhythm")
        with acting_as(alice):
            happenings.record(Kind.RHYTHM_AGREED, couple=couple, by=alice, on=DAY, now=now)
        assert len(earned(couple)) == 1


class TestWords:
    def test_appreciations_on_so_many_days(
        self, watch: Watch, couple: Couple, alice: User, bob: User
    ) -> None:
        watch("appreciations_on_days", days=2)
        for on in (DAY, DAY + ONE):
            check_in(alice, couple, on, appreciation="Thank you for the tea.")
            assert earned(couple) == []
            check_in(bob, couple, on)
        assert len(earned(couple)) == 1

    def test_notes_that_each_shares_with_the_other(
        self, watch: Watch, couple: Couple, alice: User, bob: User
    ) -> None:
        watch("notes_shared", each=1)
        check_in(alice, couple, note=Note.Audience.PARTNER)
        check_in(bob, couple, note=Note.Audience.THERAPIST)
        assert earned(couple) == []
        check_in(bob, couple, DAY + ONE, note=Note.Audience.BOTH)
        assert earned(couple) == []
        check_in(alice, couple, DAY + ONE)
        assert len(earned(couple)) == 1


class TestPause:
    def test_it_is_earned_when_both_are_back(
        self, watch: Watch, couple: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        watch("back_after_pause")
        with acting_as(alice):
            pauses.begin(couple, days=2, now=now)
        check_in_both(couple, DAY + ONE)
        assert earned(couple) == []
        check_in(alice, couple, DAY + 2 * ONE)
        assert earned(couple) == []
        check_in(bob, couple, DAY + 2 * ONE)
        assert len(earned(couple)) == 1


class TestTold:
    @pytest.fixture(autouse=True)
    def reached(
        self, watch: Watch, couple: Couple, time_machine: TimeMachineFixture, now: datetime
    ) -> None:
        time_machine.move_to(now, tick=False)
        watch("first_day_both")
        check_in_both(couple)

    def test_both_read_the_same_line_on_the_same_day(
        self, alice: User, bob: User, client_of: ClientOf
    ) -> None:
        assert "It is so." in client_of(alice).get("/").content.decode()
        assert "It is so." in client_of(bob).get("/").content.decode()

    def test_it_stays_for_the_day_on_which_it_is_first_read(
        self,
        alice: User,
        bob: User,
        couple: Couple,
        client_of: ClientOf,
        time_machine: TimeMachineFixture,
    ) -> None:
        for _ in range(2):
            assert "It is so." in client_of(alice).get("/").content.decode()
        time_machine.shift(ONE)
        assert "It is so." not in client_of(alice).get("/").content.decode()
        check_in(bob, couple, DAY + ONE)
        assert "It is so." in client_of(bob).get("/").content.decode()

    def test_it_is_no_longer_new_once_the_path_was_read(
        self, alice: User, client_of: ClientOf, time_machine: TimeMachineFixture
    ) -> None:
        hers = client_of(alice)
        assert "It is so." in hers.get("/milestones/").content.decode()
        time_machine.shift(ONE)
        assert "It is so." not in hers.get("/").content.decode()

    def test_it_is_not_told_to_others(
        self, other_couple: Couple, mallory: User, client_of: ClientOf
    ) -> None:
        assert "It is so." not in client_of(mallory).get("/").content.decode()


class TestTherapistsOwn:
    def test_it_is_worded_once(
        self, couple: Couple, alice: User, bob: User, tess: User, now: datetime
    ) -> None:
        factories.agreement(couple, tess, alice, bob, now=now)
        with acting_as(tess):
            milestones.add(couple, title="Away", line="", by=tess, now=now)
            with pytest.raises(milestones.WordedAlready):
                milestones.add(couple, title="Away", line="", by=tess, now=now)

    def test_it_keeps_the_first_day_on_which_it_was_marked(
        self, couple: Couple, alice: User, bob: User, tess: User, now: datetime
    ) -> None:
        factories.agreement(couple, tess, alice, bob, now=now)
        with acting_as(tess):
            own = milestones.add(couple, title="Away", line="", by=tess, now=now)
            milestones.mark(own, on=DAY, now=now)
            milestones.mark(own, on=DAY + ONE, now=now + timedelta(days=1))
            assert TherapistMilestone.objects.get().reached_on == DAY


class TestPack:
    def test_every_rule_of_the_house_is_watched(self, now: datetime) -> None:
        content_pack.load(Path(settings.BASE_DIR / "content"), now=now)
        assert Milestone.objects.watched().count() >= 12


class TestAnExerciseDoneAlone:
    def test_it_brings_no_line_that_would_tell_the_partner(
        self, couple: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        with asking(factories.AT_THE_DOOR):
            content_pack.load(Path(settings.BASE_DIR) / "content", now=now)
            assert Milestone.objects.watched().count() >= 12
        for one in (alice, bob):
            with acting_as(one):
                happenings.record(
                    Kind.EXERCISE_FINISHED, couple=couple, by=one, on=DAY, now=story.noon(DAY)
                )
        assert rules.after(Kind.EXERCISE_FINISHED) == []
        assert earned(couple) == []
