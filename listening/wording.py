"""What the pages of a session say. A `Page` is for whoever has the step; a wait is for the other.

`{speaker}` and `{listener}` are names, `{other}` the one of the two who does not read this.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from couples import blame
from listening.models import Session
from listening.models.words import BEGINS

State = Session.State

HINT: Final = (
    "“{found}” is easily heard as blame, even when it is not meant so. One time that you remember, "
    "and how it was for you, is easier to take in. You decide: change it, or send it as it is."
)


@dataclass(frozen=True, slots=True)
class Page:
    title: str
    lead: str
    action: str = ""
    label: str = ""
    hint: str = ""


TIRED: Final = Page(
    "You have tried three times",
    "That is a lot of care, and it is tiring. A break helps most now. "
    "Or it is close enough for today.",
    "It is close enough, go on",
)
STARTER: Final = "When …, I felt … What I needed was …"
WRITTEN: Final[Mapping[State, Page]] = {
    State.READY: Page(
        "Arrive first",
        "Put everything else away. Breathe in slowly, and out a little longer. "
        "You speak first, and {other} listens.",
        "I begin",
    ),
    State.SPEAKING: Page(
        "Say what is on your heart",
        "One or two sentences that begin with “I”. Small is good.",
        "Send it to {other}",
        "In your words",
        STARTER,
    ),
    State.REFLECTING: Page(
        "Say back what you heard",
        "In your own words, without adding anything. You need not agree with it.",
        "Say it back",
        "What I hear is",
        "You felt … You needed …",
    ),
    State.CHECKING: Page(
        "Is that it?",
        "Did {other} hear what you meant? Both answers are fine.",
    ),
    State.CLARIFYING: Page(
        "What was missing?",
        "Say only that part, in one or two sentences.",
        "Send it to {other}",
        "What was missing",
    ),
    State.TIRED: TIRED,
    State.VALIDATING: Page(
        "Show that it makes sense",
        "Seen with {other}’s eyes, what do you understand? It makes nobody right or wrong.",
        "Say it to {other}",
        BEGINS,
    ),
}
ALOUD: Final[Mapping[State, Page]] = {
    State.READY: Page(
        "Arrive first",
        "Sit so that you hear each other well. Breathe in slowly, and out a little longer. "
        "{speaker} speaks first, and {listener} listens.",
        "Begin",
    ),
    State.SPEAKING: Page(
        "{speaker} speaks",
        "One or two sentences that begin with “I”: “When …, I felt … What I needed was …” "
        "{listener} only listens.",
        "That was it",
    ),
    State.REFLECTING: Page(
        "{listener} says it back",
        "“What I hear is …”, without adding anything. {speaker} listens.",
        "It is said back",
    ),
    State.CHECKING: Page(
        "{speaker}, is that it?",
        "“Yes, that’s it”, or “not quite”. Both answers are fine.",
    ),
    State.CLARIFYING: Page(
        "{speaker} says what was missing",
        "Only that part, in one or two sentences.",
        "That was it",
    ),
    State.TIRED: TIRED,
    State.VALIDATING: Page(
        "{listener} shows that it makes sense",
        "“It makes sense to me that you …” It makes nobody right or wrong.",
        "It is said",
    ),
}
WAITS: Final[Mapping[State, Page]] = {
    State.READY: Page(
        "Arrive first",
        "Put everything else away. Breathe in slowly, and out a little longer. "
        "{other} speaks first, and begins when it feels right.",
    ),
    State.SPEAKING: Page(
        "{other} speaks",
        "Nothing is asked of you yet. The words appear here when they are sent.",
    ),
    State.REFLECTING: Page(
        "{other} says it back",
        "What you said has arrived. {other} now puts it into their own words.",
    ),
    State.CHECKING: Page(
        "Is that it?",
        "{other} reads what you said back, and tells you whether something was missing.",
    ),
    State.CLARIFYING: Page(
        "Not quite yet",
        "{other} says what was missing. That happens often, and it is part of it.",
    ),
    State.TIRED: Page(
        "You have tried three times",
        "That is a lot of care, and it is tiring. A break helps most now. "
        "Or {other} finds it close enough for today.",
    ),
    State.VALIDATING: Page(
        "You were heard",
        "{other} now says what makes sense to them in it.",
    ),
}
RATING: Final = Page(
    "How was it for you?",
    "Two numbers. {other} reads them only once both of you are done.",
    "Done",
)
RATED: Final = Page("Yours are in", "Both of you see all four as soon as {other} is done.")
CLOSING: Final = Page(
    "Close with something small",
    "Thank each other in a few words. If you both like: a hand held, a cup of tea, a walk.",
    "Close",
)
CLOSED: Final = Page("Thank you", "It is closed as soon as {other} is done as well.")


def page(session: Session, *, waits: bool) -> Page:
    """Of the steps that one of the two takes."""
    pages = ALOUD if session.spoken else WAITS if waits else WRITTEN
    return pages[State(session.state)]


def filled(page: Page, session: Session, other: str) -> Page:
    names = {
        "speaker": session.speaker.display_name,
        "listener": session.listener.display_name,
        "other": other,
    }
    words = (page.title, page.lead, page.action, page.label, page.hint)
    return Page(*(text.format(**names) for text in words))


def hint(words: str) -> str:
    """A gentle word about words that read as blame; never a reason to refuse them."""
    found = blame.found_in(words)
    return HINT.format(found=found.capitalize()) if found else ""
