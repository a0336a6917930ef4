"""The private check of safety: offered at the start and every month, skipped without a word.

Nothing of it reaches the couple: no event, no milestone, no reminder, and no other table. Answers are
never shown again, so that nobody can be made to show them; the page afterwards is the same whatever
they were. Telling the therapist is an act of its own.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, Q, QuerySet

from couples import agreements, navigation, suggestions
from couples.models import CareLink, SafetyCheck, ToldAlone, User
from couples.suggestions import Suggestion

ORDER = 30
EVERY = timedelta(days=30)
LONGEST = 2000
FRESH = timedelta(hours=1)  # so long answers may still be sent along
QUESTIONS: Mapping[str, str] = {
    "afraid": "Are you afraid of your partner, or of what they do when they are angry?",
    "decided_for": "Does your partner decide whom you see, where you go or what you spend?",
    "pressed": "Do you feel pushed into closeness that you do not want?",
    "hurt": "Has your partner hurt you, threatened you or broken things?",
    "watched": "Does somebody else read your messages, or use your account here?",
}


def is_due(person: User, now: datetime) -> Q:
    lately = SafetyCheck.objects.filter(person=person, at__gt=now - EVERY)
    return suggestions.with_partner(person) & ~Exists(lately)


def offer(person: User, now: datetime) -> Suggestion:
    """In words that say nothing to whoever looks over a shoulder; both partners have it every month."""
    return Suggestion(
        title="A few minutes for yourself",
        text="Some short questions, once a month. You can leave them out.",
        url=navigation.url("couples:yourself"),
        action="Have a look",
        minutes=2,
    )


def answer(answers: Mapping[str, str], *, by: User, now: datetime) -> None:
    SafetyCheck.objects.create(person=by, at=now, **answers)


def skip(*, by: User, now: datetime) -> None:
    answer({}, by=by, now=now)


@transaction.atomic
def tell(link: CareLink, *, words: str, with_answers: bool, by: User, now: datetime) -> None:
    """The therapist reads it from now on, whatever the two have agreed to; the partner never does."""
    agreements.hold(link)
    lines = _in_words(by, link, now) if with_answers else []
    ToldAlone.objects.create(
        person=by,
        therapist=link.therapist,
        signed=by.display_name,
        text="\n".join([*lines, words]).strip(),
        at=now,
    )


def take_back(*, by: User) -> None:
    """All of it; whoever presses this without having told anything reads the same."""
    ToldAlone.objects.filter(person=by).delete()


def told_to(therapist: User) -> QuerySet[ToldAlone]:
    return ToldAlone.objects.filter(therapist=therapist).order_by("-at", "-pk")


def _in_words(person: User, link: CareLink, now: datetime) -> list[str]:
    """What was answered while another was the therapist was not answered for this one."""
    lately = SafetyCheck.objects.filter(person=person, at__gt=now - FRESH, at__gte=link.proposed_at)
    newest = lately.order_by("at").last()
    given = newest.answers if newest else {}
    return [f"{QUESTIONS[name]} {SafetyCheck.Answer(said).label}" for name, said in given.items()]
