from datetime import UTC, datetime, time

import pytest
from django.db import IntegrityError

from checkins import rhythms
from checkins.models import Moment, Rhythm
from checkins.rhythms import AlreadyAgreed, ChangedMeanwhile, NeedsPartner
from couples import happenings, pairing
from couples.models import Couple, Happening, User
from privacy.context import acting_as, as_steward
from tests.checkins import wishes

Status = Rhythm.Status


def status_of(rhythm: Rhythm) -> str:
    with as_steward():
        return Rhythm.objects.get(pk=rhythm.pk).status


def waits_for(person: User, couple: Couple, now: datetime) -> bool:
    with acting_as(person):
        return rhythms.standing(couple, person, now=now).waits_for_me


def kinds() -> list[str]:
    with as_steward():
        rhythmic = Happening.objects.filter(kind__startswith="rhythm").order_by("pk")
        return list(rhythmic.values_list("kind", flat=True))


class TestProposing:
    def test_it_waits_for_the_other(
        self, alice: User, bob: User, couple: Couple, now: datetime
    ) -> None:
        wishes.proposed(couple, alice, now=now)
        assert not waits_for(alice, couple, now)
        assert waits_for(bob, couple, now)
        assert kinds() == [Happening.Kind.RHYTHM_PROPOSED]

    def test_it_plans_nothing_yet(self, alice: User, couple: Couple, now: datetime) -> None:
        wishes.proposed(couple, alice, now=now)
        with as_steward():
            assert not Moment.objects.exists()

    def test_it_needs_two(self, alice: User, now: datetime) -> None:
        with acting_as(alice):
            alone = pairing.couple_of(alice, now=now)
            with pytest.raises(NeedsPartner):
                rhythms.propose(wishes.times(), couple=alone, by=alice, now=now)

    def test_it_is_one_proposal_when_the_form_is_sent_twice(
        self, alice: User, couple: Couple, now: datetime
    ) -> None:
        first = wishes.proposed(couple, alice, now=now)
        assert wishes.proposed(couple, alice, now=now) == first
        assert kinds() == [Happening.Kind.RHYTHM_PROPOSED]

    def test_it_refuses_a_second_open_one_that_nobody_saw(
        self, alice: User, bob: User, couple: Couple, now: datetime
    ) -> None:
        wishes.proposed(couple, alice, now=now)
        with pytest.raises(ChangedMeanwhile):
            wishes.proposed(couple, bob, wishes.times(at=time(7)), now=now)

    def test_it_refuses_what_is_agreed_already(
        self, alice: User, bob: User, couple: Couple, now: datetime
    ) -> None:
        wishes.agreed(couple, alice, bob, now=now)
        with pytest.raises(AlreadyAgreed):
            wishes.proposed(couple, bob, now=now)


class TestAnswering:
    def test_it_is_a_new_proposal_the_other_way(
        self, alice: User, bob: User, couple: Couple, now: datetime
    ) -> None:
        first = wishes.proposed(couple, alice, now=now)
        with acting_as(bob):
            rhythms.propose(
                wishes.times(at=time(7)), couple=couple, by=bob, now=now, instead_of=first
            )
        assert status_of(first) == Status.ANSWERED
        assert waits_for(alice, couple, now)

    def test_it_replaces_my_own_with_a_better_idea(
        self, alice: User, couple: Couple, now: datetime
    ) -> None:
        first = wishes.proposed(couple, alice, now=now)
        with acting_as(alice):
            rhythms.propose(
                wishes.times(at=time(7)), couple=couple, by=alice, now=now, instead_of=first
            )
        assert status_of(first) == Status.WITHDRAWN

    def test_it_leaves_everything_when_the_proposal_has_gone(
        self, alice: User, bob: User, couple: Couple, now: datetime
    ) -> None:
        first = wishes.proposed(couple, alice, now=now)
        with acting_as(alice):
            rhythms.withdraw(first, by=alice, now=now)
        with acting_as(bob), pytest.raises(ChangedMeanwhile):
            rhythms.propose(
                wishes.times(at=time(7)), couple=couple, by=bob, now=now, instead_of=first
            )
        with as_steward():
            assert Rhythm.objects.count() == 1


class TestAccepting:
    def test_it_becomes_the_rhythm_with_moments_for_two_weeks(
        self, alice: User, bob: User, couple: Couple, now: datetime
    ) -> None:
        rhythm = wishes.agreed(couple, alice, bob, now=now)
        assert status_of(rhythm) == Status.AGREED
        with acting_as(alice):
            starts = Moment.objects.order_by("starts_at").values_list("starts_at", flat=True)
            assert list(starts) == [
                datetime(2026, 5, day, 18, 45, tzinfo=UTC) for day in (6, 11, 13, 18, 20)
            ]
        assert kinds()[-1] == Happening.Kind.RHYTHM_AGREED

    def test_it_counts_once_when_sent_twice(
        self, alice: User, bob: User, couple: Couple, now: datetime
    ) -> None:
        rhythm = wishes.agreed(couple, alice, bob, now=now)
        with acting_as(bob):
            rhythms.accept(rhythm, by=bob, now=now)
        assert kinds().count(Happening.Kind.RHYTHM_AGREED) == 1

    def test_it_is_not_for_the_one_who_proposed(
        self, alice: User, couple: Couple, now: datetime
    ) -> None:
        proposal = wishes.proposed(couple, alice, now=now)
        with acting_as(alice), pytest.raises(ChangedMeanwhile):
            rhythms.accept(proposal, by=alice, now=now)
        assert status_of(proposal) == Status.PROPOSED

    def test_it_is_refused_by_the_database_too(
        self, alice: User, couple: Couple, now: datetime
    ) -> None:
        proposal = wishes.proposed(couple, alice, now=now)
        mine = Rhythm.objects.filter(pk=proposal.pk)
        refused = pytest.raises(IntegrityError, match="rhythm_is_accepted_by_the_other")
        with refused, acting_as(alice):
            mine.update(status=Status.AGREED, accepted_by=alice, accepted_at=now)

    def test_it_comes_too_late_after_a_withdrawal(
        self, alice: User, bob: User, couple: Couple, now: datetime
    ) -> None:
        proposal = wishes.proposed(couple, alice, now=now)
        with acting_as(alice):
            rhythms.withdraw(proposal, by=alice, now=now)
        with acting_as(bob), pytest.raises(ChangedMeanwhile):
            rhythms.accept(proposal, by=bob, now=now)


class TestChanging:
    def test_it_leaves_the_old_times_until_the_new_are_accepted(
        self, alice: User, bob: User, couple: Couple, now: datetime
    ) -> None:
        old = wishes.agreed(couple, alice, bob, now=now)
        new = wishes.proposed(couple, bob, wishes.times(wishes.FRIDAY), now=now)
        assert status_of(old) == Status.AGREED
        with acting_as(alice):
            rhythms.accept(new, by=alice, now=now)
        assert status_of(old) == Status.REPLACED
        assert self.days_ahead(alice, now) == {4}

    def test_it_keeps_the_old_times_when_withdrawn(
        self, alice: User, bob: User, couple: Couple, now: datetime
    ) -> None:
        old = wishes.agreed(couple, alice, bob, now=now)
        new = wishes.proposed(couple, bob, wishes.times(wishes.FRIDAY), now=now)
        with acting_as(bob):
            rhythms.withdraw(new, by=bob, now=now)
        assert status_of(old) == Status.AGREED
        assert self.days_ahead(alice, now) == {0, 2}

    def test_it_calls_off_what_lay_ahead_when_either_ends_it(
        self, alice: User, bob: User, couple: Couple, now: datetime
    ) -> None:
        rhythm = wishes.agreed(couple, alice, bob, now=now)
        with acting_as(bob):
            rhythms.end(rhythm, now=now)
            rhythms.end(rhythm, now=now)
        assert status_of(rhythm) == Status.ENDED
        assert self.days_ahead(alice, now) == set()

    def test_it_stops_when_the_couple_parts(
        self, alice: User, bob: User, couple: Couple, now: datetime
    ) -> None:
        rhythm = wishes.agreed(couple, alice, bob, now=now)
        proposal = wishes.proposed(couple, alice, wishes.times(at=time(7)), now=now)
        with acting_as(bob):
            happenings.record(
                Happening.Kind.UNPAIRED, couple=couple, by=bob, on=now.date(), now=now
            )
        assert status_of(rhythm) == Status.ENDED
        assert status_of(proposal) == Status.WITHDRAWN
        assert self.days_ahead(alice, now) == set()

    @staticmethod
    def days_ahead(person: User, now: datetime) -> set[int]:
        with acting_as(person):
            return {moment.on.weekday() for moment in Moment.objects.coming(now)}


class TestWords:
    def test_they_name_the_days(self) -> None:
        rhythm = Rhythm(weekdays=wishes.MONDAY | wishes.FRIDAY, at=time(20, 5), minutes=10)
        assert rhythm.in_words == "Mondays and Fridays at 20:05, 10 minutes"

    def test_they_say_every_day(self) -> None:
        assert Rhythm(weekdays=127).days_in_words == "Every day"

    def test_they_name_the_city(self) -> None:
        assert Rhythm(zone="America/New_York").city == "New York"
