"""What Today may offer about the two of them: an agreement to read; a partner to invite."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from couples import agreements, navigation, suggestions
from couples.models import Invitation, User
from couples.suggestions import Suggestion

AGREEMENT, INVITE = 10, 85


def is_undecided(person: User, now: datetime) -> Exists:
    return Exists(agreements.undecided(person).filter(couple=OuterRef("pk")))


def agreement_waits(person: User, now: datetime) -> Suggestion:
    return Suggestion(
        title="An agreement is waiting",
        text="Your therapist is named. Decide what they may see; until then they see nothing.",
        url=navigation.url("couples:agreement"),
        action="Read it",
        minutes=2,
    )


def is_alone(person: User, now: datetime) -> Q:
    """And has no link to send yet."""
    links = Invitation.objects.made_by(person).open(now)
    return ~suggestions.with_partner(person) & ~Exists(links)


def invite_partner(person: User, now: datetime) -> Suggestion:
    return Suggestion(
        title="Invite your partner",
        text="You make a link and send it yourself, when it feels right.",
        url=navigation.url("couples:invitation"),
        action="Make a link",
    )
