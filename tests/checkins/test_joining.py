"""What whoever comes into a couple reads of the days before. Bob comes at `now`; alice was there, alone."""

from datetime import UTC, date, datetime, timedelta

import pytest

from checkins.models import CheckIn
from couples import pairing
from couples.models import User
from privacy.context import acting_as
from tests import factories
from tests.checkins.pages import TODAY

DAYS = timedelta(days=2)


class TestWhoeverJoins:
    @pytest.fixture
    def alone(self, alice: User, bob: User, now: datetime) -> datetime:
        """Alice has a couple of one; what she writes two days long is written alone."""
        with acting_as(alice):
            ours = pairing.couple_of(alice, now=now - timedelta(days=3))
        for away in (1, 0):
            day = TODAY - timedelta(days=away)
            factories.check_in(alice, ours, day, now=now - timedelta(days=away, hours=2))
        return now

    def reads(self, bob: User, on: date) -> bool:
        with acting_as(bob):
            return CheckIn.objects.filter(on=on).exclude(person=bob).exists()

    def test_reads_of_the_day_on_which_they_came(
        self, alice: User, bob: User, alone: datetime
    ) -> None:
        ours = factories.couple(alice, bob, now=alone)
        factories.check_in(bob, ours, TODAY, now=alone)
        assert self.reads(bob, TODAY)

    def test_reads_no_earlier_day_by_filling_it_in(
        self, alice: User, bob: User, alone: datetime
    ) -> None:
        ours = factories.couple(alice, bob, now=alone)
        yesterday = TODAY - timedelta(days=1)
        factories.check_in(bob, ours, yesterday, now=alone, back_filled=True)
        assert not self.reads(bob, yesterday)

    def test_reads_none_that_was_over_where_the_other_lives(
        self, alice: User, bob: User, alone: datetime
    ) -> None:
        """When bob joins, far west, it is still the day that alice wrote two days ago by her clock."""
        for one, zone in ((alice, "Pacific/Kiritimati"), (bob, "Pacific/Pago_Pago")):
            with acting_as(one):
                User.objects.filter(pk=one.pk).update(time_zone=zone)
        after_midnight = datetime(
            2026, 5, 7, 10, 30, tzinfo=UTC
        )  # the 8th on Kiritimati, here the 6th
        ours = factories.couple(alice, bob, now=after_midnight)
        factories.check_in(bob, ours, TODAY, now=after_midnight)
        assert not self.reads(bob, TODAY)
        factories.check_in(alice, ours, TODAY + timedelta(days=2), now=after_midnight)
        factories.check_in(bob, ours, TODAY + timedelta(days=2), now=after_midnight + DAYS)
        assert self.reads(bob, TODAY + timedelta(days=2))

    def test_reads_none_by_changing_what_they_wrote_elsewhere(
        self, alice: User, bob: User, alone: datetime
    ) -> None:
        before = alone - timedelta(hours=1)
        with acting_as(bob):
            his = pairing.couple_of(bob, now=before)
        written = factories.check_in(bob, his, TODAY, now=before)
        ours = factories.couple(alice, bob, now=alone)
        with acting_as(bob):
            CheckIn.objects.filter(pk=written.pk).update(couple=ours)
        assert not self.reads(bob, TODAY)

    def test_reads_a_day_filled_in_once_they_had_been_there(
        self, alice: User, bob: User, alone: datetime
    ) -> None:
        ours = factories.couple(alice, bob, now=alone)
        factories.check_in(bob, ours, TODAY, now=alone + timedelta(days=1), back_filled=True)
        assert self.reads(bob, TODAY)
