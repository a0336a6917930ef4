"""Two real connections, at the same moment."""

from datetime import datetime

import pytest

from couples import invitations, pairing
from couples.models import Couple, Invitation, Membership, User
from privacy.context import acting_as, as_steward
from tests import racing
from tests.racing import Press, as_

pytestmark = pytest.mark.django_db(databases=["default", "owner"], transaction=True)

REFUSALS = (pairing.AlreadyPaired, invitations.InvitationGone, invitations.CoupleIsFull)


def link(person: User, now: datetime) -> Invitation:
    with acting_as(person):
        ours = pairing.couple_of(person, now=now)
        made = invitations.invite_partner(ours, by=person, now=now)
    return invitations.find(invitations.token_of(made))


def at_once(*attempts: Press) -> list[bool]:
    with racing.through(*REFUSALS) as together:
        return together(*attempts)


def accepting(invitation: Invitation, person: User, now: datetime) -> Press:
    return as_(person, lambda: pairing.accept(invitation, by=person, now=now))


def couples_of_two() -> list[set[int]]:
    with as_steward():
        active = Membership.objects.filter(left_at=None, couple__ended_at=None)
        by_couple: dict[int, set[int]] = {}
        for couple, person in active.values_list("couple", "person"):
            by_couple.setdefault(couple, set()).add(person)
    return [people for people in by_couple.values() if len(people) > 1]


class TestAccept:
    def test_one_link_lets_one_person_in(
        self, alice: User, bob: User, mallory: User, now: datetime
    ) -> None:
        for _ in range(5):
            invitation = link(alice, now)
            through = at_once(accepting(invitation, bob, now), accepting(invitation, mallory, now))
            assert sorted(through) == [False, True]
            assert [len(people) for people in couples_of_two()] == [2]
            self.part(alice, now)

    def test_links_that_cross_make_one_couple(self, alice: User, bob: User, now: datetime) -> None:
        for _ in range(5):
            hers, his = link(alice, now), link(bob, now)
            through = at_once(accepting(hers, bob, now), accepting(his, alice, now))
            assert sorted(through) == [False, True]
            assert couples_of_two() == [{alice.pk, bob.pk}]
            self.part(alice, now)

    def test_a_double_click_joins_once(self, alice: User, bob: User, now: datetime) -> None:
        invitation = link(alice, now)
        attempt = accepting(invitation, bob, now)
        assert sorted(at_once(attempt, attempt)) == [False, True]

    def part(self, person: User, now: datetime) -> None:
        with acting_as(person):
            pairing.unpair(pairing.couple_of(person, now=now), by=person, now=now)


class TestCoupleOf:
    def test_two_first_pages_start_one_couple(self, alice: User, now: datetime) -> None:
        def first_page() -> None:
            with acting_as(alice):
                pairing.couple_of(alice, now=now)

        assert at_once(first_page, first_page) == [True, True]
        with as_steward():
            assert Couple.objects.count() == 1


class TestInvite:
    def test_two_clicks_make_one_link(self, alice: User, now: datetime) -> None:
        at_once(lambda: link(alice, now), lambda: link(alice, now))
        with as_steward():
            assert Invitation.objects.count() == 1
