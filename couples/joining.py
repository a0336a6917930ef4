"""Opening a link that invites: what may stand in the way, in words, and what accepting does."""

from datetime import datetime

from couples import agreements, invitations, pairing
from couples.models import Invitation, User

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


def accept(invitation: Invitation, *, by: User, now: datetime) -> str:
    """Accept, or the sentence that explains why not."""
    try:
        if invitation.kind == Invitation.Kind.PARTNER:
            pairing.accept(invitation, by=by, now=now)
        else:
            agreements.accept(invitation, by=by, now=now)
    except REFUSALS as refusal:
        return SENTENCES[type(refusal)]
    return ""
