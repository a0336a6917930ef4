"""What Today may offer first: to say by which clock one lives, an agreement to read, a partner to invite."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from couples import agreements, navigation, suggestions
from couples.models import Invitation, User
from couples.suggestions import Suggestion

CLOCK, AGREEMENT, INVITE = 8, 10, 85


def which_clock(person: User, now: datetime) -> Suggestion | None:
    """Asked of nobody but the person’s own row, which is here already."""
    if person.told_zone:
        return None
    return Suggestion(
        title="Which clock is yours?",
        text="Your browser did not say. Until you choose, your days and reminders go by UTC.",
        url=f"{navigation.url('couples:settings')}#id_time_zone",
        action="Choose it",
    )


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
