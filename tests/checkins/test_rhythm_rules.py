"""The database holds a rhythm to its rules: for whoever asks, and for two who ask at once."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime, time, timedelta
from functools import partial

import pytest
from django.db import IntegrityError, ProgrammingError

from checkins import rhythms
from checkins.models import Moment, Rhythm
from checkins.rhythms import ChangedMeanwhile
from couples import pairing
from couples.models import Couple, User
from privacy.context import acting_as, as_steward
from tests import factories, racing
from tests.checkins import wishes
from tests.racing import Press

Status = Rhythm.Status


def status_of(rhythm: Rhythm) -> str:
    with as_steward():
        return Rhythm.objects.get(pk=rhythm.pk).status


class TestTheDatabase:
    def test_it_lets_nobody_agree_for_the_other(
        self, alice: User, bob: User, couple: Couple, now: datetime
    ) -> None:
        proposal = wishes.proposed(couple, alice, now=now)
        mine = Rhythm.objects.filter(pk=proposal.pk)
        with pytest.raises(ProgrammingError, match="row-level security"), acting_as(alice):
            mine.update(status=Status.AGREED, accepted_by=bob, accepted_at=now)

    def test_it_lets_nobody_propose_for_the_other(
        self, alice: User, bob: User, couple: Couple, now: datetime
    ) -> None:
        with pytest.raises(ProgrammingError, match="row-level security"), acting_as(alice):
            Rhythm.objects.create(
                couple=couple,
                weekdays=wishes.MONDAY,
                at=time(7),
                minutes=5,
                zone="UTC",
                proposed_by=bob,
                proposed_at=now,
            )

    def test_nor_to_write_what_both_agreed_on(
        self, alice: User, bob: User, couple: Couple, now: datetime
    ) -> None:
        agreed = {"status": Status.AGREED, "accepted_by": bob, "accepted_at": now}
        facts = {"proposed_by": alice, "proposed_at": now, **asdict(wishes.times())}
        with pytest.raises(ProgrammingError, match="row-level security"), acting_as(alice):
            Rhythm.objects.create(couple=couple, **facts, **agreed)

    @pytest.mark.parametrize("column", ["proposed_by", "weekdays", "at", "minutes", "zone"])
    def test_nor_to_change_what_somebody_has_wished_for(
        self, column: str, alice: User, bob: User, couple: Couple, now: datetime
    ) -> None:
        """Their own wish in the other’s name they could accept at once."""
        hers = wishes.proposed(couple, alice, now=now)
        with pytest.raises(ProgrammingError, match="permission denied"), acting_as(bob):
            Rhythm.objects.filter(pk=hers.pk).update(**{column: getattr(hers, column)})

    def test_nor_to_accept_what_was_taken_back(
        self, alice: User, bob: User, couple: Couple, now: datetime
    ) -> None:
        proposal = wishes.proposed(couple, alice, now=now)
        with acting_as(alice):
            rhythms.withdraw(proposal, by=alice, now=now)
        agreed = {"status": Status.AGREED, "accepted_by": bob, "accepted_at": now}
        with acting_as(bob):
            assert Rhythm.objects.filter(pk=proposal.pk).update(**agreed, closed_at=None) == 0

    def test_it_knows_three_lengths(self, alice: User, couple: Couple, now: datetime) -> None:
        proposal = wishes.proposed(couple, alice, now=now)
        refused = pytest.raises(IntegrityError, match="rhythm_is_5_10_or_15_minutes")
        with refused, as_steward():
            Rhythm.objects.filter(pk=proposal.pk).update(minutes=7)

    def test_it_shows_a_rhythm_to_the_two_alone(
        self,
        alice: User,
        bob: User,
        couple: Couple,
        mallory: User,
        other_couple: Couple,
        tess: User,
        edith: User,
        now: datetime,
    ) -> None:
        factories.agreement(couple, tess, alice, bob, now=now)
        wishes.agreed(couple, alice, bob, now=now)
        for one, seen in ((alice, 1), (bob, 1), (mallory, 0), (tess, 0), (edith, 0)):
            with acting_as(one):
                assert Rhythm.objects.count() == seen


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
class TestTwoAtOnce:
    """Two real connections: of accepting and taking back, exactly one counts."""

    def test_they_never_both_win(self, alice: User, bob: User, now: datetime) -> None:
        couple = factories.couple(alice, bob, now=now)
        for turn in range(12):
            later = now + timedelta(minutes=turn)
            proposal = wishes.proposed(couple, alice, wishes.times(at=time(7, turn)), now=later)
            won = at_once(
                partial(as_person, bob, rhythms.accept, proposal, later),
                partial(as_person, alice, rhythms.withdraw, proposal, later),
            )
            assert won.count(True) == 1
            assert status_of(proposal) == (Status.AGREED if won[0] else Status.WITHDRAWN)

    def test_they_never_leave_two_open_proposals(
        self, alice: User, bob: User, now: datetime
    ) -> None:
        couple = factories.couple(alice, bob, now=now)
        won = at_once(
            partial(wishes.proposed, couple, alice, wishes.times(at=time(7)), now=now),
            partial(wishes.proposed, couple, bob, wishes.times(at=time(8)), now=now),
        )
        assert won.count(True) == 1

    def test_they_never_leave_a_rhythm_behind_a_couple_that_parted(
        self, alice: User, bob: User, now: datetime
    ) -> None:
        couple = factories.couple(alice, bob, now=now)
        proposal = wishes.proposed(couple, alice, now=now)
        at_once(
            partial(as_person, bob, rhythms.accept, proposal, now),
            partial(parting, couple, alice, now),
        )
        with pytest.raises(ChangedMeanwhile):
            wishes.proposed(couple, bob, now=now)
        with as_steward():
            assert not Rhythm.objects.agreed().exists()
            assert not Moment.objects.planned().exists()


def parting(couple: Couple, by: User, now: datetime) -> None:
    with acting_as(by):
        pairing.unpair(couple, by=by, now=now)


def as_person(person: User, act: Callable[..., object], proposal: Rhythm, now: datetime) -> None:
    with acting_as(person):
        act(proposal, by=person, now=now)


def at_once(*acts: Press) -> list[bool]:
    """Which of the two went through."""
    with racing.through(ChangedMeanwhile) as together:
        return together(*acts)
