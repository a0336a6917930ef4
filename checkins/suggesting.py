"""What Today may offer from the couple's moments."""

from datetime import datetime

from django.urls import reverse

from checkins import rhythms
from checkins.models import Moment
from couples import pairing
from couples.models import User
from couples.suggestions import Suggestion

A_TIME_IS_PROPOSED, HOW_WAS_IT, A_RHYTHM = 20, 22, 60


def a_time_is_proposed(person: User, now: datetime) -> Suggestion | None:
    """For the one who is to answer, for as long as the proposal stands."""
    couple = pairing.known_couple(person)
    proposal = rhythms.proposed(couple) if couple else None
    if proposal is None or proposal.proposed_by_id == person.pk:
        return None
    return Suggestion(
        title="A time is proposed",
        text=f"{proposal.proposed_by.display_name} suggests: {proposal.in_words}.",
        url=reverse("checkins:moments"),
        action="Look at it",
    )


def how_was_it(person: User, now: datetime) -> Suggestion | None:
    """After a moment, until this person has said something about it."""
    couple = pairing.known_couple(person)
    begun = Moment.objects.filter(couple=couple, starts_at__lte=now).planned()
    if not begun.exists():  # nearly always so, and much cheaper than the question below
        return None
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


def a_rhythm(person: User, now: datetime) -> Suggestion | None:
    couple = pairing.known_couple(person)
    if couple is None or couple.partner_of(person) is None or rhythms.under_way(couple):
        return None
    return Suggestion(
        title="Find a time for the two of you",
        text="Five quiet minutes, once or twice a week. You propose, your partner accepts or answers.",
        url=reverse("checkins:propose"),
        action="Propose a time",
    )


def _waits_for_a_word(moment: Moment, now: datetime) -> bool:
    return moment.my_mark is None and moment.ends_at <= now and moment.can_be_marked(now)
