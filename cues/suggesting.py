"""What Today may offer: a cue of the other’s that waits, in its first days and unless one lets it rest."""

from datetime import datetime, timedelta
from typing import Final

from django.db.models import Exists, OuterRef, Q

from couples import navigation, pauses
from couples.models import User
from couples.suggestions import Suggestion
from cues.models import Proposal, SetAside

A_CUE_WAITS: Final = 28
OFFERED_FOR: Final = timedelta(days=7)


def waits(person: User, now: datetime) -> Q:
    """While the two rest, nothing waits."""
    theirs = Proposal.objects.waiting(now).filter(couple=OuterRef("pk")).exclude(person=person)
    aside = Exists(SetAside.objects.filter(proposal=OuterRef("pk"), person=person))
    found = theirs.filter(proposed_at__gt=now - OFFERED_FOR).exclude(aside)
    return Exists(found) & ~pauses.is_over_both(person, now)


def a_cue_waits(person: User, now: datetime) -> Suggestion:
    return Suggestion(
        title="A cue for the two of you",
        text="Your partner suggests a small signal without words. Read it when it suits you.",
        url=navigation.url("cues:home"),
        action="Have a look",
        minutes=1,
    )
