"""What a person takes along of listening, and what becomes of it when they are erased."""

from collections.abc import Iterator

from couples.models import Couple, User
from leaving.belongings import Belonging, Kept
from leaving.shelves import AT_A_TIME, Row, Shelf
from listening.models import Draft, Line, Rating, Session, Share
from privacy.fields import shown

STATES = {Session.State.DONE: "Done", Session.State.EXPIRED: "Ran out"}
UNDER_WAY, STOPPED = "Under way", "Stopped"


def sessions(person: User) -> Iterator[Row]:
    ours = Session.objects.filter(couple__in=Couple.objects.of(person))
    shared = set(Share.objects.filter(person=person).values_list("session", flat=True))
    for one in ours.exclude(state=Session.State.REMOVED).order_by("invited_at"):
        early = STOPPED if one.ended_at else UNDER_WAY
        state = STATES.get(Session.State(one.state), early)
        yield one.on, state, one.host_id == person.pk, one.spoken, one.pk in shared


def said(person: User) -> Iterator[Row]:
    mine = Line.objects.filter(said_by=person).order_by("said_at")
    for one in mine.iterator(AT_A_TIME):
        yield one.said_at, one.get_kind_display(), shown(one, "words")


def drafts(person: User) -> Iterator[Row]:
    for one in Draft.objects.filter(person=person).order_by("kept_at").iterator(AT_A_TIME):
        yield one.kept_at, shown(one, "words")


def ratings(person: User) -> Iterator[Row]:
    mine = Rating.objects.filter(person=person).order_by("rated_at")
    for one in mine.iterator(AT_A_TIME):
        yield one.on, one.heard, one.hard


SHELVES = {
    35: Shelf(
        "listening",
        "When you listened to each other",
        "Each session of the two of you, and how it ended.",
        {
            "day": "Day",
            "state": "State",
            "asked_by_you": "Asked by you",
            "aloud": "Aloud",
            "shared": "You let your therapist read it",
        },
        sessions,
    ),
    36: Shelf(
        "said",
        "What you said in them",
        "Your own words alone, where the two of you kept them.",
        {"at": "At", "kind": "What it was", "words": "Your words"},
        said,
    ),
    37: Shelf(
        "unsent",
        "Begun and not sent",
        "As it was typed.",
        {"kept": "Kept", "words": "Your words"},
        drafts,
    ),
    38: Shelf(
        "heard",
        "How it was for you",
        "The two numbers that you gave at the end of each.",
        {"day": "Day", "heard": "Felt heard", "hard": "Hard to stay"},
        ratings,
    ),
}
OURS = "couple_id IN (SELECT couple_id FROM couples_membership WHERE person_id = %(person)s)"
BELONGINGS = (
    Belonging("listening_draft"),
    Belonging("listening_share"),
    Belonging("listening_rating"),
    Belonging("listening_line"),
    # On one shared device the other wrote down what they said.
    Belonging("listening_line", "said_by_id = %(person)s"),
    Belonging(
        "listening_session",
        f"{OURS} AND state <> 'removed'",
        becomes="""state = 'removed', ended_at = coalesce(ended_at, %(now)s), kept = false,
            rests_until = NULL, resumes = ''""",
    ),
)
THEIRS_TOO = "a shared row, by now removed; the account is empty"
KEPT = (
    Kept("listening_session", "host_id", THEIRS_TOO),
    Kept("listening_session", "guest_id", THEIRS_TOO),
)
