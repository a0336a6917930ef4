"""Opening a link that invites: what may stand in the way, in words, and what accepting does."""

from datetime import datetime

from django.db import transaction

from couples import agreements, invitations, pairing
from couples.models import CareLink, Invitation, User

SENTENCES: dict[type[Exception], str] = {
    invitations.InvitationGone: (
        "This link no longer works. It may have been used or withdrawn, or it is older than seven "
        "days. Ask for a new one."
    ),
    invitations.CoupleIsFull: (
        "Two people already share Moments through this link. A couple here is two people."
    ),
    pairing.OwnInvitation: "This is your own link. Your partner opens it, on their own device.",
    pairing.NotForThem: "This link is for a partner. Your account here is of another kind.",
    pairing.AlreadyPaired: (
        "You already share Moments with somebody. You can end that under “Us”, and then open this "
        "link again."
    ),
    agreements.TherapistNamed: (
        "Another therapist is named for the two of you. You can end that under “Us”, and then open "
        "this link again."
    ),
}
REFUSALS = tuple(SENTENCES)


def why_not(invitation: Invitation, *, person: User, now: datetime) -> str:
    """The sentence that explains why this person cannot accept; empty when they can."""
    try:
        if invitation.kind == Invitation.Kind.PARTNER:
            pairing.check(invitation, by=person, now=now)
        else:
            agreements.check(invitation, by=person, now=now)
    except REFUSALS as refusal:
        return SENTENCES[type(refusal)]
    return ""


def to_bring(invitation: Invitation, *, person: User) -> CareLink | None:
    """The therapist whom somebody has named alone: joining a partner would leave them behind."""
    alone = pairing.known_couple(person)
    is_for_two = invitation.kind == Invitation.Kind.PARTNER
    return agreements.link_of(alone) if alone and is_for_two else None


@transaction.atomic
def accept(invitation: Invitation, *, by: User, brings: bool = False, now: datetime) -> str:
    """Accept, or the sentence that explains why not. `brings`: the therapist named alone comes along."""
    link = to_bring(invitation, person=by) if brings else None
    try:
        if invitation.kind == Invitation.Kind.PARTNER:
            couple = pairing.accept(invitation, by=by, now=now)
            if link:
                agreements.bring(link, to=couple, by=by, now=now)
        else:
            agreements.accept(invitation, by=by, now=now)
    except REFUSALS as refusal:
        return SENTENCES[type(refusal)]
    return ""
