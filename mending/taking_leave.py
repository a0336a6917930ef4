"""What a person takes along of apologies and repair attempts, and what becomes of it when they are erased."""

from collections.abc import Iterator

from couples.models import User
from leaving.belongings import Belonging, Kept
from leaving.shelves import AT_A_TIME, Row, Shelf
from mending import attempting, giving, liking, outcomes
from mending.models import Apology, Attempt, Liked, Outcome, Part, Reply
from privacy.fields import shown


def rehearsed(person: User) -> Iterator[Row]:
    mine = Part.objects.filter(person=person).select_related("rehearsal")
    for one in mine.order_by("rehearsal__begun_at", "pk").iterator(AT_A_TIME):
        yield (
            one.rehearsal.begun_at,
            one.rehearsal.said_on,
            one.get_name_display(),
            shown(one, "words"),
        )


def sent(person: User) -> Iterator[Row]:
    mine = Apology.objects.filter(sender=person).order_by("sent_at")
    for one in mine.iterator(AT_A_TIME):
        yield one.on, not one.stands, "\n\n".join(giving.paragraphs(one))


def replies(person: User) -> Iterator[Row]:
    mine = Reply.objects.filter(person=person).select_related("apology").order_by("pk")
    for one in mine.iterator(AT_A_TIME):
        yield one.apology.on, shown(one, "answer")


def liked(person: User) -> Iterator[Row]:
    mine = Liked.objects.filter(person=person).select_related("couple").order_by("pk")
    for one in mine.iterator(AT_A_TIME):
        kept = liking.of(one.couple, person)
        words = [*(phrase.words for phrase in kept.phrases), *kept.own]
        yield ("\n".join(words) if kept.is_whole else "This list can’t be opened.",)


def attempted(person: User) -> Iterator[Row]:
    mine = Attempt.objects.filter(sender=person).order_by("sent_at")
    for one in mine.iterator(AT_A_TIME):
        yield one.on, not one.stands, attempting.words_of(one)


def noted(person: User) -> Iterator[Row]:
    mine = Outcome.objects.filter(person=person).select_related("attempt").order_by("pk")
    for one in mine.iterator(AT_A_TIME):
        own, theirs = outcomes.notes(one.attempt, by=person)
        if theirs:
            yield one.attempt.on, own


SHELVES = {
    43: Shelf(
        "rehearsed",
        "Apologies that you rehearsed",
        "Part by part, as you wrote them. Nobody else has ever been able to read them here.",
        {"begun": "Begun", "said": "Said in person on", "part": "Part", "words": "Your words"},
        rehearsed,
    ),
    44: Shelf(
        "apologies",
        "Apologies that you sent",
        "As they were sent. Of one that you took back, the words are gone.",
        {"day": "Day", "taken_back": "Taken back", "words": "Your words"},
        sent,
    ),
    45: Shelf(
        "replies",
        "What you let your partner know of an apology",
        "Only what you told them. What you noted for yourself alone is not in a copy.",
        {"day": "Day of the apology", "answer": "What you told them"},
        replies,
    ),
    46: Shelf(
        "liked",
        "What you like to hear when you two are at odds",
        "As your partner can read it, too.",
        {"words": "Phrases and gestures"},
        liked,
    ),
    47: Shelf(
        "attempts",
        "Lines that you sent to mend a conflict",
        "As they were sent. Of one that you took back, the words are gone.",
        {"day": "Day", "taken_back": "Taken back", "words": "Your words"},
        attempted,
    ),
    48: Shelf(
        "outcomes",
        "How such a line went for you",
        "Only where both of you have noted it. What you noted alone is not in a copy.",
        {"day": "Day of the line", "result": "What you noted"},
        noted,
    ),
}
# What the other noted of what they sent goes as well, as if it had been taken back.
OF_APOLOGY = "apology_id IN (SELECT id FROM mending_apology WHERE sender_id = %(person)s)"
OF_ATTEMPT = "attempt_id IN (SELECT id FROM mending_attempt WHERE sender_id = %(person)s)"
BELONGINGS = (
    Belonging("mending_part"),
    Belonging("mending_rehearsal"),
    Belonging("mending_words"),
    Belonging("mending_receipt"),
    Belonging("mending_receipt", OF_APOLOGY),
    Belonging("mending_reply"),
    Belonging("mending_reply", OF_APOLOGY),
    Belonging(
        "mending_apology",
        "sender_id = %(person)s AND taken_back_at IS NULL",
        becomes="taken_back_at = %(now)s",
    ),
    Belonging("mending_liked"),
    Belonging("mending_said"),
    Belonging("mending_noticed"),
    Belonging("mending_noticed", OF_ATTEMPT),
    Belonging("mending_outcome"),
    Belonging("mending_outcome", OF_ATTEMPT),
    Belonging(
        "mending_attempt",
        "sender_id = %(person)s AND taken_back_at IS NULL",
        becomes="taken_back_at = %(now)s",
    ),
)
EMPTY_BY_NOW = "a row without words; the account is empty"
KEPT = (
    Kept("mending_apology", "sender_id", EMPTY_BY_NOW),
    Kept("mending_apology", "receiver_id", EMPTY_BY_NOW),
    Kept("mending_attempt", "sender_id", EMPTY_BY_NOW),
    Kept("mending_attempt", "receiver_id", EMPTY_BY_NOW),
    Kept("mending_rehearsal", "to_id", "somebody else’s own, which they meant for them"),
)
