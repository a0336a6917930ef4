from datetime import datetime

from couples import agreements, invitations, next_steps, pairing, suggestions
from couples.models import Couple, User
from privacy.context import acting_as
from tests import factories


class TestAgreementWaits:
    def test_it_comes_first_until_this_person_has_decided(
        self, alice: User, bob: User, tess: User, couple: Couple, now: datetime
    ) -> None:
        link = factories.agreement(couple, tess, bob, now=now)
        with acting_as(alice):
            offered = suggestions.for_person(alice, now)
            assert offered is not None
            assert offered.url == "/us/agreement/"
            agreements.decide(link, by=alice, kinds=(), now=now)
            assert next_steps.agreement_waits(alice, now) is None


class TestInvitePartner:
    def test_it_is_for_somebody_alone_without_a_link(self, alice: User, now: datetime) -> None:
        with acting_as(alice):
            couple = pairing.couple_of(alice, now=now)
            assert next_steps.invite_partner(alice, now) is not None
            invitations.invite_partner(couple, by=alice, now=now)
            assert next_steps.invite_partner(alice, now) is None

    def test_two_need_it_not(self, alice: User, couple: Couple, now: datetime) -> None:
        with acting_as(alice):
            assert next_steps.invite_partner(alice, now) is None
