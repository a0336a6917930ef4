"""What Today may offer: words that came from the partner, and one’s own that have rested. Never the
thought that somebody might apologise: it would be heard as blame. No heading says what it is.
"""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from couples import navigation, pairing, pauses
from couples.models import User
from couples.suggestions import Suggestion
from mending.models import Apology, Attempt, Rehearsal

REACHED_OUT, WORDS_CAME, HAS_RESTED = 12, 24, 82


def have_come(person: User, now: datetime) -> Q:
    """While the two rest, nothing waits."""
    mine = Apology.objects.filter(couple=OuterRef("pk"), receiver=person).unopened()
    return Exists(mine) & ~pauses.is_over_both(person, now)


def words_came(person: User, now: datetime) -> Suggestion | None:
    couple = pairing.known_couple(person)
    ours = Apology.objects.of(couple).filter(receiver=person) if couple else Apology.objects.none()
    found = ours.unopened().order_by("sent_at").first()
    if found is None:
        return None
    name = found.sender.display_name
    return Suggestion(
        title=f"{name} has written something to you",
        text=f"For a quiet moment, or not at all. {name} doesn’t learn whether you read it.",
        url=navigation.url("mending:home"),
        action="Have a look",
    )


def has_reached_out(person: User, now: datetime) -> Q:
    """Of the last day; while the two rest, nothing waits."""
    mine = Attempt.objects.filter(couple=OuterRef("pk"), receiver=person).recent(now).unopened()
    return Exists(mine) & ~pauses.is_over_both(person, now)


def a_line_came(person: User, now: datetime) -> Suggestion | None:
    couple = pairing.known_couple(person)
    ours = Attempt.objects.of(couple).filter(receiver=person) if couple else Attempt.objects.none()
    found = ours.recent(now).unopened().order_by("-sent_at").first()
    if found is None:
        return None
    name = found.sender.display_name
    return Suggestion(
        title=f"{name} has sent you a line",
        text=f"It needs no answer. {name} doesn’t learn whether you read it.",
        url=found.get_absolute_url(),
        action="Read it",
    )


def has_rested(person: User, now: datetime) -> Q:
    partners = Q(to=None) | Q(to__memberships__couple=OuterRef("pk"), to__memberships__left_at=None)
    mine = Rehearsal.objects.open().filter(partners, person=person, rests_until__lte=now)
    return Q(Exists(mine))


def look_again(person: User, now: datetime) -> Suggestion:
    return Suggestion(
        title="Something that you wrote has rested",
        text="Read it again when you like. You may find a word to change.",
        url=navigation.url("mending:home"),
        action="Read it",
    )
