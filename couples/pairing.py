"""How two people become a couple, and how either leaves.

Everybody has a couple from the first day: of one, until the other joins. Who joins leaves their couple
of one behind; what they wrote there stays theirs and is not shown to the partner.
"""

from datetime import datetime

from django.db import IntegrityError, transaction

from couples import happenings, invitations, locks
from couples.invitations import CoupleIsFull, InvitationGone
from couples.models import CareLink, Couple, Invitation, Membership, User
from privacy.context import holding
from privacy.ready import Ready


class AlreadyPaired(Exception):
    """A person is in one couple at a time."""


class OwnInvitation(Exception):
    """The link is for the other person."""


class NotForThem(Exception):
    """Therapists and staff are nobody's partner here."""


def couple_of(person: User, *, now: datetime) -> Couple:
    """The person's couple of today; somebody who has none starts on their own."""
    return _current(person) or start_alone(person, now=now)


def known_couple(person: User) -> Couple | None:
    """The one that came with whoever asks for the page, or else a look; for reading only."""
    return person.couple_now or _current(person)


def start_alone(person: User, *, now: datetime) -> Couple:
    try:
        with transaction.atomic():
            couple = Couple.objects.create(started_by=person, started_at=now)
            _enter(couple, person, Membership.Slot.FIRST, now=now)
    except IntegrityError:  # two first pages at once: the other one was faster
        return Couple.objects.of(person).get()
    return couple


@transaction.atomic
def accept(invitation: Invitation, *, by: User, now: datetime) -> Couple:
    """The inviter's couple, now of two. All of it happens or nothing."""
    couple = check(invitation, by=by, now=now)
    with holding(invitation.token_hash):
        _leave_solitude(by, couple, now=now)
        _check_still_open(invitation, now=now)
        _enter_second(couple, by, now=now)
        invitations.use(invitation, by=by, now=now)
    happenings.record(
        happenings.Kind.PARTNER_JOINED, couple=couple, by=by, on=by.local_date(now), now=now
    )
    return couple


def check(invitation: Invitation, *, by: User, now: datetime) -> Couple:
    """The couple to join, as far as one can tell before taking its lock."""
    if invitation.made_by_id == by.pk:
        raise OwnInvitation
    if not by.is_partner:
        raise NotForThem
    if invitation.couple is None or not invitation.is_open(now):
        raise InvitationGone
    alone = _current(by)
    if alone and alone.partner_of(by):
        raise AlreadyPaired
    return invitation.couple


@transaction.atomic
def unpair(couple: Couple, *, by: User, now: datetime) -> None:
    """Either leaves alone, at once; the other is told nothing and finds themselves on their own."""
    locks.hold(couple)
    if not couple.memberships.filter(person=by, left_at=None).exists():
        return
    happenings.record(
        happenings.Kind.UNPAIRED, couple=couple, by=by, on=by.local_date(now), now=now
    )
    end(couple, by=by, now=now)


def end(couple: Couple, *, by: User, now: datetime) -> None:
    """Close everything the couple held open. Memberships last: they are what lets one do the rest."""
    invitations.withdraw_all(by=by, now=now)
    CareLink.objects.filter(couple=couple, ended_at=None).update(ended_at=now)
    Couple.objects.active().filter(pk=couple.pk).update(ended_at=now)
    couple.memberships.filter(left_at=None).update(left_at=now)


_COUPLE = Ready[Couple](lambda person: Couple.objects.of(person)[:1], person=User)


def _current(person: User) -> Couple | None:
    return next(iter(_COUPLE(person=person)), None)


def _leave_solitude(person: User, target: Couple, *, now: datetime) -> None:
    alone = _current(person)
    locks.hold(*filter(None, (alone, target)))
    if _current(person) != alone or (alone and alone.partner_of(person)):
        raise AlreadyPaired
    if alone:
        end(alone, by=person, now=now)


def _check_still_open(invitation: Invitation, *, now: datetime) -> None:
    """Read again under the lock: the inviter may have joined somebody else, or withdrawn."""
    usable = Invitation.objects.open(now).filter(pk=invitation.pk, couple__ended_at=None)
    if not usable.exists():
        raise InvitationGone


def _enter_second(couple: Couple, person: User, *, now: datetime) -> None:
    try:
        with transaction.atomic():
            _enter(couple, person, Membership.Slot.SECOND, now=now)
    except IntegrityError as error:
        raise CoupleIsFull from error


def _enter(couple: Couple, person: User, slot: Membership.Slot, *, now: datetime) -> None:
    Membership.objects.create(couple=couple, person=person, slot=slot, joined_at=now)
