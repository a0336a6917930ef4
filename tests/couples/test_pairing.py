from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError

from couples import happenings, invitations, pairing
from couples.models import CareLink, Couple, Happening, Invitation, Membership, User
from privacy.context import acting_as, as_steward, holding
from tests import factories


def invite(person: User, now: datetime) -> Invitation:
    """The invitation as the other one finds it by the link."""
    with acting_as(person):
        ours = pairing.couple_of(person, now=now)
        made = invitations.invite_partner(ours, by=person, now=now)
    return invitations.find(invitations.token_of(made))


def join(invitation: Invitation, person: User, now: datetime) -> Couple:
    with acting_as(person):
        return pairing.accept(invitation, by=person, now=now)


class TestCoupleOf:
    def test_it_starts_everybody_on_their_own(self, alice: User, now: datetime) -> None:
        with acting_as(alice):
            couple = pairing.couple_of(alice, now=now)
            assert couple.people == [alice]
            assert pairing.couple_of(alice, now=now) == couple

    def test_it_takes_the_faster_one_when_two_first_pages_start(
        self, alice: User, now: datetime
    ) -> None:
        with acting_as(alice):
            couple = pairing.couple_of(alice, now=now)
            assert pairing.start_alone(alice, now=now) == couple
            assert Couple.objects.count() == 1


class TestInvite:
    def test_it_keeps_only_the_hash_of_the_token(self, alice: User, now: datetime) -> None:
        invitation = invite(alice, now)
        token = invitations.token_of(invitation)
        assert len(token) == 43
        assert token not in repr(vars(invitation))
        assert invitation.token_hash == invitations.hash_of(token)

    def test_it_lasts_seven_days(self, alice: User, now: datetime) -> None:
        invitation = invite(alice, now)
        assert invitation.is_open(now + timedelta(days=7, seconds=-1))
        assert not invitation.is_open(now + timedelta(days=7))

    def test_it_gives_the_same_link_twice(self, alice: User, now: datetime) -> None:
        assert invite(alice, now) == invite(alice, now)

    def test_it_gives_a_new_link_once_the_old_one_is_too_old(
        self, alice: User, now: datetime
    ) -> None:
        old = invite(alice, now)
        assert invite(alice, now + timedelta(days=8)) != old

    def test_it_is_bound_to_the_maker_s_couple(self, alice: User, now: datetime) -> None:
        with acting_as(alice):
            assert invite(alice, now).couple == pairing.couple_of(alice, now=now)

    def test_it_refuses_a_couple_of_two(self, alice: User, couple: Couple, now: datetime) -> None:
        with acting_as(alice), pytest.raises(invitations.CoupleIsFull):
            invitations.invite_partner(couple, by=alice, now=now)

    def test_it_shows_no_link_after_the_site_s_key_has_changed(
        self, alice: User, now: datetime, settings: object
    ) -> None:
        invitation = invite(alice, now)
        settings.SECRET_KEY = "another key of the site, long enough to be one"  # type: ignore[attr-defined]  # a fixture without a type
        assert invitations.token_of(invitation) == ""

    def test_it_is_seen_by_nobody_without_the_link(
        self, alice: User, mallory: User, now: datetime
    ) -> None:
        invite(alice, now)
        with acting_as(mallory):
            assert not Invitation.objects.exists()


class TestRenew:
    def test_it_closes_the_old_link(self, alice: User, bob: User, now: datetime) -> None:
        old = invite(alice, now)
        with acting_as(alice):
            new = invitations.renew(pairing.couple_of(alice, now=now), by=alice, now=now)
        assert new.token_hash != old.token_hash
        with pytest.raises(invitations.InvitationGone):
            join(old, bob, now)


class TestAccept:
    def test_it_makes_a_couple_of_two(self, alice: User, bob: User, now: datetime) -> None:
        couple = join(invite(alice, now), bob, now)
        with acting_as(bob):
            assert couple.partner_of(bob) == alice
        with acting_as(alice):
            assert pairing.couple_of(alice, now=now).partner_of(alice) == bob

    def test_it_ends_the_couple_of_one_that_bob_leaves_behind(
        self, alice: User, bob: User, now: datetime
    ) -> None:
        his_link = invite(bob, now)
        join(invite(alice, now), bob, now)
        with acting_as(bob):
            assert Couple.objects.get(invitations=his_link).ended_at == now
            assert Invitation.objects.get(pk=his_link.pk).withdrawn_at == now

    def test_it_tells_that_a_partner_joined(self, alice: User, bob: User, now: datetime) -> None:
        couple = join(invite(alice, now), bob, now)
        with acting_as(bob):
            happening = Happening.objects.get(kind=happenings.Kind.PARTNER_JOINED)
        assert (happening.couple_id, happening.by_id) == (couple.pk, bob.pk)

    def test_it_works_once(self, alice: User, bob: User, mallory: User, now: datetime) -> None:
        invitation = invite(alice, now)
        join(invitation, bob, now)
        with pytest.raises(invitations.InvitationGone):
            join(invitation, mallory, now)

    def test_it_refuses_the_maker(self, alice: User, now: datetime) -> None:
        invitation = invite(alice, now)
        with pytest.raises(pairing.OwnInvitation):
            join(invitation, alice, now)

    def test_it_refuses_a_therapist(self, alice: User, tess: User, now: datetime) -> None:
        invitation = invite(alice, now)
        with pytest.raises(pairing.NotForThem):
            join(invitation, tess, now)

    def test_it_refuses_after_seven_days(self, alice: User, bob: User, now: datetime) -> None:
        invitation = invite(alice, now)
        with pytest.raises(invitations.InvitationGone):
            join(invitation, bob, now + timedelta(days=7))

    def test_it_refuses_a_withdrawn_link(self, alice: User, bob: User, now: datetime) -> None:
        invitation = invite(alice, now)
        with acting_as(alice):
            invitations.withdraw(invitation, now=now)
        with pytest.raises(invitations.InvitationGone):
            join(invitation, bob, now)

    def test_it_refuses_somebody_who_is_paired(
        self, alice: User, mallory: User, other_couple: Couple, now: datetime
    ) -> None:
        invitation = invite(alice, now)
        with pytest.raises(pairing.AlreadyPaired):
            join(invitation, mallory, now)
        with acting_as(mallory):
            assert pairing.couple_of(mallory, now=now) == other_couple

    def test_it_refuses_a_third(
        self, alice: User, mallory: User, couple: Couple, now: datetime
    ) -> None:
        stray = stray_link(couple, alice, now)
        with pytest.raises(invitations.CoupleIsFull):
            join(stray, mallory, now)
        with as_steward():
            assert not Membership.objects.filter(couple=couple, person=mallory).exists()

    def test_the_first_of_two_links_that_cross_wins(
        self, alice: User, bob: User, now: datetime
    ) -> None:
        hers, his = invite(alice, now), invite(bob, now)
        couple = join(hers, bob, now)
        with pytest.raises(pairing.AlreadyPaired):
            join(his, alice, now)
        with acting_as(alice):
            assert pairing.couple_of(alice, now=now) == couple

    def test_it_refuses_when_the_inviter_has_joined_somebody_else(
        self, alice: User, bob: User, mallory: User, now: datetime
    ) -> None:
        hers = invite(alice, now)
        join(invite(mallory, now), alice, now)
        with pytest.raises(invitations.InvitationGone):
            join(hers, bob, now)


def stray_link(couple: Couple, maker: User, now: datetime) -> Invitation:
    """An open link into a full couple, which `invite_partner` never makes."""
    with acting_as(maker):
        return Invitation.objects.create(
            kind=Invitation.Kind.PARTNER,
            token_hash=invitations.hash_of("stray"),
            couple=couple,
            made_by=maker,
            made_at=now,
            expires_at=now + invitations.LIFETIME,
        )


class TestThirdPlace:
    @pytest.mark.parametrize(
        ("slot", "rule"), [(2, "couple_has_two_places"), (3, "couple_has_no_third_place")]
    )
    def test_it_does_not_exist(
        self, slot: int, rule: str, alice: User, mallory: User, couple: Couple, now: datetime
    ) -> None:
        stray = stray_link(couple, alice, now)
        with (
            pytest.raises(IntegrityError, match=rule),
            acting_as(mallory),
            holding(stray.token_hash),
        ):
            Membership.objects.create(couple=couple, person=mallory, slot=slot, joined_at=now)


class TestUnpair:
    def test_it_leaves_each_on_their_own(
        self, alice: User, bob: User, couple: Couple, now: datetime
    ) -> None:
        with acting_as(alice):
            pairing.unpair(couple, by=alice, now=now)
        for one in (alice, bob):
            with acting_as(one):
                fresh = pairing.couple_of(one, now=now)
                assert fresh != couple
                assert fresh.people == [one]

    def test_it_ends_the_link_to_the_therapist(
        self, alice: User, bob: User, tess: User, couple: Couple, now: datetime
    ) -> None:
        factories.agreement(couple, tess, alice, bob, now=now)
        with acting_as(bob):
            pairing.unpair(couple, by=bob, now=now)
        with as_steward():
            assert CareLink.objects.get().ended_at == now
        with acting_as(tess):
            assert not CareLink.objects.exists()

    def test_it_hides_each_from_the_other(
        self, alice: User, bob: User, couple: Couple, now: datetime
    ) -> None:
        with acting_as(alice):
            pairing.unpair(couple, by=alice, now=now)
            assert not User.objects.filter(pk=bob.pk).exists()

    def test_it_is_told_once_however_often_it_is_asked(
        self, alice: User, couple: Couple, now: datetime
    ) -> None:
        with acting_as(alice):
            pairing.unpair(couple, by=alice, now=now)
            pairing.unpair(couple, by=alice, now=now)
            assert Happening.objects.filter(kind=happenings.Kind.UNPAIRED).count() == 1

    def test_it_is_nobody_else_s_to_do(
        self, alice: User, mallory: User, couple: Couple, now: datetime
    ) -> None:
        with acting_as(mallory):
            pairing.unpair(couple, by=mallory, now=now)
        with acting_as(alice):
            assert pairing.couple_of(alice, now=now) == couple

    def test_it_can_be_followed_by_a_new_start(
        self, alice: User, bob: User, couple: Couple, now: datetime
    ) -> None:
        with acting_as(alice):
            pairing.unpair(couple, by=alice, now=now)
        again = factories.couple(bob, alice, now=now)
        assert again != couple


class TestToken:
    def test_it_opens_one_row_for_whoever_holds_it(
        self, alice: User, mallory: User, now: datetime
    ) -> None:
        invitation = invite(alice, now)
        with acting_as(mallory), holding(invitation.token_hash):
            assert Invitation.objects.get() == invitation
            assert User.objects.filter(pk=alice.pk).exists()
