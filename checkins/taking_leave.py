"""What a person takes along of their days and moments, and what becomes of these when they are erased."""

from collections.abc import Iterator

from django.db.models import OuterRef, Q, Subquery

from checkins import showing
from checkins.models import CheckIn, Draft, Mark, Moment, Need, Rhythm
from couples.models import Couple, User
from leaving.belongings import Belonging, Kept
from leaving.shelves import AT_A_TIME, REMOVED, Row, Shelf
from privacy.fields import Sealed, readable, shown

PARTS = ("safety_answer", "note", "words")
AGREED_ONCE = (Rhythm.Status.AGREED, Rhythm.Status.REPLACED, Rhythm.Status.ENDED)
PLANNED = "Planned"
HELD, NOT_TODAY = "we held it", "not today"
SORRY = Sealed.sorry


def days(person: User) -> Iterator[Row]:
    mine = CheckIn.objects.by(person).select_related(*PARTS).order_by("on")
    for one in mine.iterator(AT_A_TIME):
        words, note = getattr(one, "words", None), getattr(one, "note", None)
        safety = getattr(one, "safety_answer", None)
        yield (
            one.on,
            one.closeness,
            one.stress,
            one.energy,
            one.sleep_words or None,
            safety and shown(safety, "answer"),
            [need.label for need in Need.objects.named(readable(words, "needs", ()))]
            if words
            else [],
            words and shown(words, "appreciation"),
            note and shown(note, "text"),
            note and note.get_audience_display(),
            one.submitted_at,
        )


def drafts(person: User) -> Iterator[Row]:
    for one in Draft.objects.filter(person=person).order_by("on").iterator(AT_A_TIME):
        fields: dict[str, list[str]] = readable(one, "fields", {"": [SORRY]})
        typed = [word for words in fields.values() for word in words if word]
        yield one.on, typed, one.saved_at


def rhythms(person: User) -> Iterator[Row]:
    """What both agreed to, what is proposed, and what the person proposed; not what the other took back."""
    shared = Q(status__in=(*AGREED_ONCE, Rhythm.Status.PROPOSED)) | Q(proposed_by=person)
    ours = Rhythm.objects.filter(shared, couple__in=Couple.objects.of(person))
    for one in ours.order_by("proposed_at").iterator(AT_A_TIME):
        yield one.in_words, one.city, one.status in AGREED_ONCE, one.proposed_by_id == person.pk


def moments(person: User) -> Iterator[Row]:
    ours = Moment.objects.on_the_calendar().filter(couple__in=Couple.objects.of(person))
    for one in ours.order_by("starts_at").iterator(AT_A_TIME):
        yield one.starts_at, one.minutes, showing.WORDS.get(Moment.Status(one.status), PLANNED)


def marks(person: User) -> Iterator[Row]:
    """A moment that is no longer shared is not to be seen any more; what one said of it stays."""
    of = Moment.objects.filter(pk=OuterRef("moment_id")).values("on")[:1]
    mine = Mark.objects.filter(person=person).annotate(on=Subquery(of)).order_by("marked_at")
    for one in mine.iterator(AT_A_TIME):
        said = {True: HELD, False: NOT_TODAY}.get(readable(one, "held", None), SORRY)
        yield one.on or REMOVED, said, one.marked_at


SHELVES = {
    20: Shelf(
        "days",
        "Your days",
        "Everything that you checked in with. Of your partner’s days nothing is here.",
        {
            "day": "Day",
            "closeness": "Closeness",
            "stress": "Stress",
            "energy": "Energy",
            "sleep": "Sleep",
            "felt_safe": "Felt safe",
            "needs": "Could do with",
            "appreciation": "Appreciated",
            "note": "Note",
            "note_for": "Note for",
            "handed_in": "Handed in",
        },
        days,
    ),
    21: Shelf(
        "drafts",
        "Begun and not handed in",
        "As it was typed.",
        {"day": "Day", "typed": "Typed", "saved": "Saved"},
        drafts,
    ),
    22: Shelf(
        "rhythms",
        "Your times together",
        "What the two of you agreed to, and what is proposed.",
        {
            "times": "Times",
            "clock_of": "By the clock of",
            "agreed": "Agreed",
            "mine": "Proposed by you",
        },
        rhythms,
    ),
    23: Shelf(
        "moments",
        "Your moments together",
        "Each that was on the calendar of both.",
        {"starts": "Starts", "minutes": "Minutes", "state": "How it stands"},
        moments,
    ),
    24: Shelf(
        "marks",
        "What you said of a moment",
        "Your own word alone. “Removed” means that the moment is no longer shared.",
        {"moment": "Moment", "said": "You said", "at": "At"},
        marks,
    ),
}

OURS = "couple_id IN (SELECT couple_id FROM couples_membership WHERE person_id = %(person)s)"
BELONGINGS = (
    Belonging("checkins_draft"),
    Belonging("checkins_mark"),
    Belonging("checkins_note"),
    Belonging("checkins_safetyanswer"),
    Belonging("checkins_sharedwords"),
    Belonging(
        "checkins_seen",
        "check_in_id IN (SELECT id FROM checkins_checkin WHERE person_id = %(person)s)",
    ),
    Belonging("checkins_checkin"),
    # That the other’s day was read stays, or it could be changed again; when it was read goes.
    Belonging("checkins_seen", becomes="at = 'epoch'"),
    Belonging("checkins_together", OURS),
    Belonging(
        "checkins_moment",
        f"{OURS} AND status IN ('planned', 'held', 'missed', 'rested')",
        becomes="status = 'removed', settled_at = coalesce(settled_at, %(now)s)",
    ),
    Belonging(
        "checkins_rhythm",
        OURS,
        becomes="""status = 'removed', zone = 'UTC', planned_until = NULL,
            closed_at = coalesce(closed_at, %(now)s)""",
    ),
)
THEIRS_TOO = "a shared row, by now removed; the account is empty"
KEPT = (
    Kept(
        "checkins_seen", "person_id", "keeps the other’s day as it was read; the account is empty"
    ),
    Kept("checkins_rhythm", "proposed_by_id", THEIRS_TOO),
    Kept("checkins_rhythm", "accepted_by_id", THEIRS_TOO),
    Kept("checkins_moment", "first_speaker_id", THEIRS_TOO),
)
