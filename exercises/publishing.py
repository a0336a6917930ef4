"""From a draft to what partners meet, and out of use again. Each change of state is one guarded UPDATE."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.forms.models import model_to_dict

from couples import chronicle
from couples.models import User
from exercises import lessons
from exercises.models import Exercise, ExerciseVersion, Step

Status = ExerciseVersion.Status
STEP_FIELDS = ("position", "kind", "title", "text", "minutes", "prompt", "options")
NO_TIME: dict[str, Any] = {"publish_at": None, "held_back": ""}


class NothingToPublish(Exception):
    """A draft without steps, a lesson that is not one yet, or what is no draft any more."""


class DraftExists(Exception):
    def __init__(self, draft: ExerciseVersion) -> None:
        super().__init__("There is a draft already.")
        self.draft = draft


def take_turns(exercise_id: int) -> None:
    """Until the end of the transaction nobody else begins or publishes a version of it."""
    Exercise.objects.select_for_update().get(pk=exercise_id)


def next_number(exercise: Exercise, language: str) -> int:
    versions = ExerciseVersion.objects.filter(exercise=exercise, language=language)
    newest: int | None = versions.aggregate(newest=Max("number"))["newest"]
    return (newest or 0) + 1


def draft_of(exercise: Exercise, language: str) -> ExerciseVersion | None:
    drafts = ExerciseVersion.objects.drafts()
    return drafts.filter(exercise=exercise, language=language).first()


@transaction.atomic
def draft_from(version: ExerciseVersion, *, by: User, now: datetime) -> ExerciseVersion:
    """A draft with the words of `version`, to be changed and published later."""
    take_turns(version.exercise_id)
    there = draft_of(version.exercise, version.language)
    if there:
        raise DraftExists(there)
    draft = ExerciseVersion.objects.create(
        exercise=version.exercise,
        number=next_number(version.exercise, version.language),
        language=version.language,
        title=version.title,
        summary=version.summary,
        sources=version.sources,
        made_by=by,
        made_at=now,
    )
    add_steps(
        Step(version=draft, **model_to_dict(step, fields=STEP_FIELDS))
        for step in version.steps.order_by("position")
    )
    return draft


def add_steps(steps: Iterable[Step]) -> None:
    chronicle.made(Step.objects.bulk_create(steps))


def next_place(version: ExerciseVersion) -> int:
    last: int | None = Step.objects.filter(version=version).aggregate(last=Max("position"))["last"]
    return (last or 0) + 1


@transaction.atomic
def put_in_order(version: ExerciseVersion, places: Mapping[int, int | None]) -> None:
    """Steps numbered from one, each as near as can be to the place that was written beside it.

    Where two want the same place, one that moves up goes before the other, one that moves down after.
    """

    def wish(step: Step) -> tuple[int, int, int]:
        wanted = places.get(step.pk) or step.position
        direction = (wanted > step.position) - (wanted < step.position)
        return wanted, direction, step.pk

    steps = sorted(Step.objects.filter(version=version), key=wish)
    moved = [step for position, step in enumerate(steps, 1) if step.position != position]
    for position, step in enumerate(steps, start=1):
        step.position = position
    Step.objects.bulk_update(moved, ["position"])
    chronicle.changed(moved)


@transaction.atomic
def publish(draft: ExerciseVersion, *, now: datetime, why: str = "Published") -> None:
    """Partners who begin from now on meet it; whoever is in the middle keeps what they have.

    `why` is what its history says.
    """
    take_turns(draft.exercise_id)
    siblings = ExerciseVersion.objects.filter(exercise=draft.exercise, language=draft.language)
    if problem := what_is_missing(draft):
        raise NothingToPublish(problem)
    for before in siblings.published():
        retire(before, now=now, why=f"Version {draft.number} has taken its place")
    this = siblings.drafts().filter(pk=draft.pk)
    if this.update(status=Status.PUBLISHED, published_at=now, **NO_TIME) != 1:
        raise NothingToPublish("This is not a draft any more.")
    draft.refresh_from_db()
    chronicle.changed([draft], why)


def what_is_missing(draft: ExerciseVersion) -> str:
    """In words for the editor; nothing if it can be published."""
    steps = list(draft.steps.order_by("position"))
    if not steps:
        return "A text needs at least one step."
    if not draft.exercise.is_lesson:
        return ""
    return lessons.lacks(
        kinds=[step.kind for step in steps],
        minutes=sum(step.minutes for step in steps),
        sources=draft.source_lines,
    )


def retire(version: ExerciseVersion, *, now: datetime, why: str = "Taken out of use") -> bool:
    """Nobody can begin with it any more; False if it was not published."""
    published = ExerciseVersion.objects.published().filter(pk=version.pk)
    if published.update(status=Status.RETIRED, retired_at=now) != 1:
        return False
    version.refresh_from_db()
    chronicle.changed([version], why)
    return True
