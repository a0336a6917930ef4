from datetime import datetime

from couples import agreements, glance, invitations, pairing, suggestions
from couples.models import Couple, User
from privacy.context import acting_as
from tests import factories

INVITE = "Invite your partner"


def offered_to(person: User, now: datetime) -> str:
    offered = suggestions.for_person(person, now, glance.at(person, now))
    return offered.title if offered else ""


class TestAgreementWaits:
    def test_it_comes_first_until_this_person_has_decided(
        self, alice: User, bob: User, tess: User, couple: Couple, now: datetime
    ) -> None:
        link = factories.agreement(couple, tess, bob, now=now)
        with acting_as(alice):
            assert offered_to(alice, now) == "An agreement is waiting"
            agreements.decide(link, by=alice, kinds=(), now=now)
            assert offered_to(alice, now) != "An agreement is waiting"


class TestInvitePartner:
    def test_it_is_for_somebody_alone_without_a_link(self, alice: User, now: datetime) -> None:
        with acting_as(alice):
            couple = pairing.couple_of(alice, now=now)
            assert offered_to(alice, now) == INVITE
            invitations.invite_partner(couple, by=alice, now=now)
            assert offered_to(alice, now) != INVITE

    def test_two_need_it_not(self, alice: User, couple: Couple, now: datetime) -> None:
        with acting_as(alice):
            assert offered_to(alice, now) != INVITE
