from datetime import datetime, timedelta

from couples import pairing
from couples.models import Couple, User
from mending import rehearsing, suggesting
from mending.models import Rehearsal
from privacy.context import acting_as

DAY = timedelta(days=1)


def has_rested(person: User, now: datetime) -> bool:
    with acting_as(person):
        return Couple.objects.of(person).filter(suggesting.has_rested(person, now)).exists()


class TestRested:
    def test_after_a_day_it_is_brought_to_mind_without_saying_what_it_is(
        self, rehearsal: Rehearsal, alice: User, bob: User, now: datetime
    ) -> None:
        assert not has_rested(alice, now + DAY)
        with acting_as(alice):
            rehearsing.rest(rehearsal, now=now)
        assert not has_rested(alice, now)
        assert has_rested(alice, now + DAY)
        assert not has_rested(bob, now + DAY)
        shown = suggesting.look_again(alice, now)
        assert "apolog" not in f"{shown.title} {shown.text} {shown.action}".lower()

    def test_no_longer_once_it_was_said(
        self, rehearsal: Rehearsal, alice: User, now: datetime
    ) -> None:
        with acting_as(alice):
            rehearsing.rest(rehearsal, now=now)
            rehearsing.say(rehearsal, by=alice, now=now)
        assert not has_rested(alice, now + DAY)

    def test_nor_when_it_was_meant_for_somebody_who_has_gone(
        self, rehearsal: Rehearsal, couple: Couple, alice: User, now: datetime
    ) -> None:
        with acting_as(alice):
            rehearsing.rest(rehearsal, now=now)
            pairing.unpair(couple, by=alice, now=now)
            pairing.couple_of(alice, now=now)
        assert not has_rested(alice, now + DAY)
