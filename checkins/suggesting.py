"""What Today may offer from the couple's moments."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from checkins import rhythms
from checkins.models import Moment, Rhythm
from couples import navigation, pairing, suggestions
from couples.models import User
from couples.suggestions import Suggestion

A_TIME_IS_PROPOSED, HOW_WAS_IT, A_RHYTHM = 20, 22, 60


def is_to_answer(person: User, now: datetime) -> Exists:
    return Exists(
        Rhythm.objects.proposed().filter(couple=OuterRef("pk")).exclude(proposed_by=person)
    )


def a_time_is_proposed(person: User, now: datetime) -> Suggestion | None:
    """For the one who is to answer, for as long as the proposal stands."""
    couple = pairing.known_couple(person)
    proposal = rhythms.proposed(couple) if couple else None
    if proposal is None:
        return None
    return Suggestion(
        title="A time is proposed",
        text=f"{proposal.proposed_by.display_name} suggests: {proposal.in_words}.",
        url=navigation.url("checkins:moments"),
        action="Look at it",
    )


def has_begun(person: User, now: datetime) -> Exists:
    """Hardly ever so, and much cheaper to ask than whether a word is waited for."""
    return Exists(Moment.objects.planned().filter(couple=OuterRef("pk"), starts_at__lte=now))


def how_was_it(person: User, now: datetime) -> Suggestion | None:
    """After a moment, until this person has said something about it."""
    couple = pairing.known_couple(person)
    begun = Moment.objects.filter(couple=couple, starts_at__lte=now).planned()
    ours = begun.for_(person).awake().past(now)
    over = next((one for one in ours if _waits_for_a_word(one, now)), None)
    if over is None:
        return None
    return Suggestion(
        title="How was your moment?",
        text="One tap: we held it, or not today. Both are fine.",
        url=f"{over.get_absolute_url()}?step=6",
        action="Say how it went",
    )


def have_none(person: User, now: datetime) -> Q:
    return suggestions.with_partner(person) & ~Exists(
        Rhythm.objects.under_way().filter(couple=OuterRef("pk"))
    )


def a_rhythm(person: User, now: datetime) -> Suggestion:
    return Suggestion(
        title="Find a time for the two of you",
        text="Five quiet minutes, once or twice a week. You propose, your partner accepts or answers.",
        url=navigation.url("checkins:propose"),
        action="Propose a time",
    )


def _waits_for_a_word(moment: Moment, now: datetime) -> bool:
    return moment.my_mark is None and moment.ends_at <= now and moment.can_be_marked(now)
