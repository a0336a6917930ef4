"""What a person takes along of their exercises, and what becomes of these when they are erased."""

from collections.abc import Iterator

from couples.models import User
from exercises import favourites, practising
from exercises.models import Answer, Sitting
from leaving.belongings import Belonging, Kept
from leaving.shelves import AT_A_TIME, Row, Shelf
from privacy.fields import shown


def sittings(person: User) -> Iterator[Row]:
    mine = Sitting.objects.visible_to(person).order_by("started_at")
    for one in mine.iterator(AT_A_TIME):
        yield one.version.title, one.started_at, one.finished_at, one.set_aside_at


def answers(person: User) -> Iterator[Row]:
    mine = Answer.objects.filter(person=person).select_related("step__version")
    for one in mine.order_by("sitting__started_at", "step__position").iterator(AT_A_TIME):
        yield (
            one.step.version.title,
            one.step.title,
            one.step.prompt,
            shown(one, "words"),
            one.kept_at,
        )


def wanted_again(person: User) -> Iterator[Row]:
    known = favourites.of(person)
    for version in practising.offered(person):
        if version.exercise_id in known:
            yield (version.title,)


SHELVES = {
    30: Shelf(
        "exercises",
        "Exercises and lessons",
        "What you began and finished.",
        {
            "exercise": "Exercise",
            "begun": "Begun",
            "finished": "Finished",
            "set_aside": "Begun anew instead",
        },
        sittings,
    ),
    31: Shelf(
        "answers",
        "What you wrote in exercises and lessons",
        "Nobody else has ever been able to read it here.",
        {
            "exercise": "Exercise",
            "step": "Step",
            "question": "Question",
            "words": "Your words",
            "kept": "Kept",
        },
        answers,
    ),
    32: Shelf(
        "favourites",
        "Your favourites",
        "What you wanted to find again among exercises and lessons.",
        {"exercise": "Exercise or lesson"},
        wanted_again,
    ),
}
BELONGINGS = (
    Belonging("exercises_answer"),
    Belonging("exercises_completion"),
    Belonging("exercises_favourites"),
    Belonging("exercises_sitting"),
)
KEPT = (Kept("exercises_exerciseversion", "made_by_id", "staff do not erase themselves"),)
