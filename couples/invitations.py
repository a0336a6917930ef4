"""Links that invite: a partner into a couple, or a couple to its therapist.

The token is derived from the row's public name and the site's key, so that its maker can look at the
link again; the database alone, which keeps only the token's hash, does not open anything.
"""

import hashlib
from base64 import urlsafe_b64encode
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from couples import locks
from couples.models import Couple, Invitation, User
from privacy import identifiers
from privacy.context import holding

LIFETIME = timedelta(days=7)


class CoupleIsFull(Exception):
    """A couple is two people; nobody else can come in."""


class InvitationGone(Exception):
    """Used, withdrawn, too old, or its maker has moved on."""


def token_of(invitation: Invitation) -> str:
    """The secret part of the link; empty when the site's key has changed since it was made."""
    token = _token(invitation.public_id)
    return token if hash_of(token) == invitation.token_hash else ""


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def find(token: str) -> Invitation:
    with holding(hash_of(token)):
        return Invitation.objects.with_maker().get(token_hash=hash_of(token))


def open_of(person: User, *, now: datetime) -> Invitation | None:
    return Invitation.objects.made_by(person).open(now).order_by("made_at").last()


def by_therapist(person: User, *, now: datetime) -> QuerySet[Invitation]:
    return Invitation.objects.made_by(person).open(now).order_by("-made_at", "-pk")


@transaction.atomic
def invite_partner(couple: Couple, *, by: User, now: datetime) -> Invitation:
    """The couple's one open link: the one there is, or a new one."""
    locks.hold(couple)
    if couple.memberships.filter(left_at=None).exclude(person=by).exists():
        raise CoupleIsFull
    if found := open_of(by, now=now):
        return found
    withdraw_all(by=by, now=now)
    return _make(Invitation.Kind.PARTNER, couple, by=by, now=now)


@transaction.atomic
def renew(couple: Couple, *, by: User, now: datetime) -> Invitation:
    """The old link stops working; a new one starts."""
    locks.hold(couple)
    withdraw_all(by=by, now=now)
    return invite_partner(couple, by=by, now=now)


def invite_couple(*, by: User, now: datetime) -> Invitation:
    return _make(Invitation.Kind.CLIENTS, None, by=by, now=now)


def withdraw(invitation: Invitation, *, now: datetime) -> None:
    Invitation.objects.unused().filter(pk=invitation.pk).update(withdrawn_at=now)


def withdraw_all(*, by: User, now: datetime) -> None:
    Invitation.objects.unused().made_by(by).update(withdrawn_at=now)


def use(invitation: Invitation, *, by: User, now: datetime) -> None:
    """Once, and only while it is open: of two people at the same link one is too late."""
    ours = Invitation.objects.open(now).filter(pk=invitation.pk)
    if ours.update(used_by=by, used_at=now) != 1:
        raise InvitationGone


def _token(public_id: str) -> str:
    digest = salted_hmac("couples.invitations", public_id, algorithm="sha256").digest()
    return urlsafe_b64encode(digest).rstrip(b"=").decode()


def _make(kind: Invitation.Kind, couple: Couple | None, *, by: User, now: datetime) -> Invitation:
    public_id = identifiers.new_public_id()
    return Invitation.objects.create(
        public_id=public_id,
        kind=kind,
        token_hash=hash_of(_token(public_id)),
        couple=couple,
        made_by=by,
        made_at=now,
        expires_at=now + LIFETIME,
    )
