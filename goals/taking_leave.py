"""What a person takes along of shared goals: their own words, their signatures, ratings that both gave."""

from collections.abc import Iterator

from django.db.models.expressions import RawSQL

from couples.models import User
from goals import wording
from goals.models import Draft, Rating, Signature, Version
from goals.wording import STEPS
from leaving.belongings import Belonging
from leaving.shelves import AT_A_TIME, Row, Shelf
from privacy.fields import shown

LOST = "This page can’t be opened."


def written(person: User) -> Iterator[Row]:
    """The drafts after them, as far as they were typed."""
    for one in Version.objects.filter(person=person).order_by("pk").iterator(AT_A_TIME):
        worded = wording.of(one)
        yield (
            one.written_at,
            True,
            worded.gist.stage_in_words,
            worded.gist.title,
            *worded.sentences,
        )
    for draft in Draft.objects.filter(person=person).order_by("saved_at").iterator(AT_A_TIME):
        typed = draft.typed
        fields = {"title": LOST} if typed is None else typed
        names = ("stage", "title", *STEPS)
        yield (draft.saved_at, False, *(fields.get(name, "") for name in names))


def signed(person: User) -> Iterator[Row]:
    for one in Signature.objects.filter(person=person).order_by("pk").iterator(AT_A_TIME):
        yield (one.signed_at,)


def rated(person: User) -> Iterator[Row]:
    """What was given alone is not in a copy: one can be forced out of somebody."""
    both = RawSQL("SELECT goals_shown_ratings()", ())
    mine = Rating.objects.filter(person=person, pk__in=both).order_by("goal", "round")
    for one in mine.iterator(AT_A_TIME):
        yield one.round + 1, shown(one, "value")


SHELVES = {
    50: Shelf(
        "goals",
        "Goals that you wrote",
        "Each version in your words, and what you began and did not offer.",
        {"written": "Written", "offered": "Offered", "stage": "Stage", "title": "Title"}
        | {name: str(step.label) for name, step in STEPS.items()},
        written,
    ),
    51: Shelf(
        "goals_signed",
        "When you signed a goal",
        "Those that the other had written. The words are theirs.",
        {"signed": "Signed"},
        signed,
    ),
    52: Shelf(
        "goals_rated",
        "How far you saw your goals",
        "Only rounds that both of you rated. What you gave alone is not in a copy.",
        {"round": "Round", "step": "Step"},
        rated,
    ),
}
BELONGINGS = tuple(
    Belonging(f"goals_{table}") for table in ("draft", "rating", "signature", "ladder", "version")
)
