from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from couples.models import Couple, User
from exercises import browsing, practising, suggesting
from exercises.models import Exercise, ExerciseVersion
from privacy.context import acting_as, asking
from tests.exercises.conftest import CONTENT_WORK, published


class TestGoOn:
    def test_it_says_nothing_when_nothing_is_under_way(
        self, thanks: ExerciseVersion, alice: User, now: datetime
    ) -> None:
        with acting_as(alice):
            assert suggesting.go_on(alice, now) is None

    def test_it_leads_to_the_step_where_one_left(
        self, thanks: ExerciseVersion, alice: User, now: datetime
    ) -> None:
        with acting_as(alice):
            sitting = practising.start(thanks, by=alice, now=now)
            offer = suggesting.go_on(alice, now)
        assert offer
        assert offer.title == "Go on with “A True Thank You”"
        assert offer.url == reverse("exercises:step", args=[sitting.public_id, 1])
        assert offer.minutes == 8


class TestSomethingNew:
    @pytest.fixture(autouse=True)
    def two(self, thanks: ExerciseVersion, now: datetime) -> ExerciseVersion:
        other = published("a-walk", "do", now=now)
        with asking(CONTENT_WORK):
            Exercise.objects.filter(slug="a-true-thank-you").update(order=1)
        return other

    def finish(self, version: ExerciseVersion, alice: User, couple: Couple, now: datetime) -> None:
        sitting = practising.start(version, by=alice, now=now)
        practising.finish(sitting, by=alice, couple=couple, now=now)

    def test_it_offers_the_first_of_the_editors_order(self, alice: User, now: datetime) -> None:
        with acting_as(alice):
            offer = suggesting.something_new(alice, now)
        assert offer
        assert (offer.title, offer.minutes) == ("A True Thank You", 8)

    def test_one_a_day_is_enough(
        self, thanks: ExerciseVersion, alice: User, couple: Couple, now: datetime
    ) -> None:
        with acting_as(alice):
            self.finish(thanks, alice, couple, now)
            assert suggesting.something_new(alice, now + timedelta(hours=2)) is None

    def test_tomorrow_it_is_another_one(
        self, thanks: ExerciseVersion, alice: User, couple: Couple, now: datetime
    ) -> None:
        with acting_as(alice):
            self.finish(thanks, alice, couple, now)
            found = browsing.fitting(alice, now=now + timedelta(days=1))
        assert found
        assert found.exercise.slug == "a-walk"

    def test_it_is_quiet_when_all_are_done(
        self,
        thanks: ExerciseVersion,
        two: ExerciseVersion,
        alice: User,
        couple: Couple,
        now: datetime,
    ) -> None:
        with acting_as(alice):
            for version in (thanks, two):
                self.finish(version, alice, couple, now)
            assert browsing.fitting(alice, now=now + timedelta(days=1)) is None
