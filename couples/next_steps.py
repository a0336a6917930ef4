"""What Today may offer about the two of them: an agreement to read; a partner to invite."""

from datetime import datetime

from django.urls import reverse

from couples import agreements, invitations, pairing
from couples.models import User
from couples.suggestions import Suggestion

AGREEMENT, INVITE = 10, 85


def agreement_waits(person: User, now: datetime) -> Suggestion | None:
    if not agreements.is_waiting(person):
        return None
    return Suggestion(
        title="An agreement is waiting",
        text="Your therapist is named. Decide what they may see; until then they see nothing.",
        url=reverse("couples:agreement"),
        action="Read it",
        minutes=2,
    )


def invite_partner(person: User, now: datetime) -> Suggestion | None:
    couple = pairing.known_couple(person)
    if couple and (couple.partner_of(person) or invitations.open_of(person, now=now)):
        return None
    return Suggestion(
        title="Invite your partner",
        text="You make a link and send it yourself, when it feels right.",
        url=reverse("couples:invitation"),
        action="Make a link",
    )
