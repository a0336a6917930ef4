"""The other’s side of a proposal: they sign it, or let it rest, of which nobody learns. And either’s side of
a cue that stands: they retire it, at once, alone and without a reason.
"""

from datetime import datetime

from django.db import transaction

from couples import locks, reaching
from couples.models import Couple, User
from cues import proposing
from cues.models import Proposal, SetAside, Signature
from cues.models.proposal import ProposalQuerySet


@transaction.atomic
def sign(couple: Couple, public_id: str, *, seen: int, by: User, now: datetime) -> None:
    """From now on it stands, in place of older words. Pressed twice, it is signed once."""
    locks.hold(couple)
    versions = proposing.by_version(_theirs(couple, public_id, by).in_sight(now))
    found = proposing.named(versions, seen)
    if found.is_signed:
        return
    reaching.awake(couple, by=by, now=now)
    older = [one for one in versions.values() if one is not found]
    if not older:
        proposing.leave_room(couple)
    Signature.objects.create(proposal=found, couple=couple, person=by, signed_at=now)
    SetAside.objects.filter(proposal=found, person=by).delete()
    proposing.end(older, now=now)


@transaction.atomic
def let_rest(couple: Couple, public_id: str, *, seen: int, by: User, now: datetime) -> None:
    """It is out of their sight, and may still be signed while it waits."""
    locks.hold(couple)
    found = proposing.named(
        proposing.by_version(_theirs(couple, public_id, by).in_sight(now)), seen
    )
    if found.is_signed:
        raise proposing.Signed
    SetAside.objects.get_or_create(proposal=found, person=by)


@transaction.atomic
def retire(couple: Couple, public_id: str, *, now: datetime) -> None:
    """With new words of it that wait. It is the same whichever of the two asks."""
    locks.hold(couple)
    versions = list(Proposal.objects.of(couple).called(public_id).in_sight(now))
    if not any(one.is_signed for one in versions):
        raise proposing.Gone
    proposing.end(versions, now=now)


def standing(couple: Couple, public_id: str) -> Proposal | None:
    return Proposal.objects.of(couple).called(public_id).standing().first()


def _theirs(couple: Couple, public_id: str, by: User) -> ProposalQuerySet:
    return Proposal.objects.of(couple).called(public_id).exclude(person=by)
