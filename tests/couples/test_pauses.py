from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError

from couples import happenings, pauses
from couples.models import Couple, Happening, Pause, User
from privacy.context import acting_as


class TestPause:
    def test_it_lasts_as_many_days_as_asked(
        self, alice: User, couple: Couple, now: datetime
    ) -> None:
        with acting_as(alice):
            pauses.begin(couple, days=3, now=now)
            assert pauses.is_paused(couple, now)
            assert pauses.is_paused(couple, now + timedelta(days=3, seconds=-1))
            assert not pauses.is_paused(couple, now + timedelta(days=3))

    def test_it_is_for_both_and_says_nothing_of_who_asked(
        self, alice: User, bob: User, couple: Couple, now: datetime
    ) -> None:
        with acting_as(alice):
            pauses.begin(couple, days=1, now=now)
            hers = list(Happening.objects.filter(kind=happenings.Kind.PAUSED).values())
        with acting_as(bob):
            his = list(Happening.objects.filter(kind=happenings.Kind.PAUSED).values())
        assert hers == his
        assert hers[0]["by_id"] is None
        assert not {field.name for field in Pause._meta.fields} & {"asked_by", "by", "person"}

    def test_either_ends_it_early(
        self, alice: User, bob: User, couple: Couple, now: datetime
    ) -> None:
        with acting_as(alice):
            pauses.begin(couple, days=14, now=now)
        later = now + timedelta(hours=1)
        with acting_as(bob):
            pauses.end(couple, now=later)
            assert not pauses.is_paused(couple, later)

    def test_there_is_one_at_a_time(self, alice: User, couple: Couple, now: datetime) -> None:
        with acting_as(alice):
            pauses.begin(couple, days=2, now=now)
            with pytest.raises(pauses.PauseRunning):
                pauses.begin(couple, days=2, now=now)

    def test_it_can_follow_another(self, alice: User, couple: Couple, now: datetime) -> None:
        with acting_as(alice):
            pauses.begin(couple, days=1, now=now)
            pauses.begin(couple, days=1, now=now + timedelta(days=1))
            assert Pause.objects.count() == 2

    def test_the_database_knows_no_pause_of_15_days(
        self, alice: User, couple: Couple, now: datetime
    ) -> None:
        with acting_as(alice), pytest.raises(IntegrityError, match="14_days_at_most"):
            pauses.begin(couple, days=15, now=now)

    def test_strangers_do_not_see_it(
        self, alice: User, mallory: User, couple: Couple, now: datetime
    ) -> None:
        with acting_as(alice):
            pauses.begin(couple, days=1, now=now)
        with acting_as(mallory):
            assert not pauses.is_paused(couple, now)
