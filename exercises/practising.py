"""Working through an exercise: begin, go on where one left, go back, finish, begin anew."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import transaction

from couples import happenings
from couples.models import Couple, User
from exercises.models import Answer, Completion, Exercise, ExerciseVersion, Sitting, Step
from exercises.models.content import languages_of


class Towards(StrEnum):
    NEXT = "next"
    BACK = "back"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody is among the steps of a version."""

    steps: Sequence[Step]
    step: Step

    @property
    def number(self) -> int:
        return self.step.position

    @property
    def count(self) -> int:
        return len(self.steps)

    @property
    def minutes_left(self) -> int:
        return sum(step.minutes for step in self.steps if step.position >= self.number)

    @property
    def time_left(self) -> str:
        return f"about {self.minutes_left} min"

    @property
    def previous(self) -> Step | None:
        return next((one for one in self.steps if one.position == self.number - 1), None)

    @property
    def next(self) -> Step | None:
        return next((one for one in self.steps if one.position == self.number + 1), None)


def offered(to: User) -> list[ExerciseVersion]:
    """What is published, each exercise once, in the language that the person prefers."""
    readable = ExerciseVersion.objects.published().readable_by(to).with_size()
    ordered = readable.select_related("exercise").order_by("exercise__order", "exercise__slug")
    preferred = languages_of(to)
    by_exercise: dict[int, ExerciseVersion] = {}
    for version in sorted(ordered, key=lambda one: preferred.index(one.language)):
        by_exercise.setdefault(version.exercise_id, version)
    return [version for version in ordered if version in by_exercise.values()]


def find(slug: str, *, by: User) -> ExerciseVersion | None:
    return next((one for one in offered(by) if one.exercise.slug == slug), None)


def steps_of(version: ExerciseVersion) -> list[Step]:
    return list(version.steps.order_by("position"))


def place(version: ExerciseVersion, position: int) -> Place | None:
    steps = steps_of(version)
    step = next((one for one in steps if one.position == position), None)
    return Place(steps, step) if step else None


def open_sitting(exercise: Exercise, *, by: User) -> Sitting | None:
    return Sitting.objects.visible_to(by).open().with_size().filter(exercise=exercise).first()


@transaction.atomic
def start(version: ExerciseVersion, *, by: User, now: datetime) -> Sitting:
    """The sitting under way, with the version it was begun with; else a new one."""
    sitting, _ = Sitting.objects.open().get_or_create(
        person=by,
        exercise_id=version.exercise_id,
        defaults={"version": version, "started_at": now, "touched_at": now},
    )
    return sitting


@transaction.atomic
def start_again(version: ExerciseVersion, *, by: User, now: datetime) -> Sitting:
    """From the first step, in today's words. What was written before is kept."""
    mine = Sitting.objects.filter(person=by, exercise=version.exercise_id)
    mine.open().update(set_aside_at=now)
    return start(version, by=by, now=now)


@transaction.atomic
def keep(sitting: Sitting, step: Step, *, words: str, now: datetime) -> None:
    """The answer as it is at the moment. Also after the last step: nothing typed is ever refused."""
    if words:
        facts = {"person_id": sitting.person_id, "words": words, "kept_at": now}
        Answer.objects.update_or_create(sitting=sitting, step=step, defaults=facts)
    else:
        Answer.objects.filter(sitting=sitting, step=step).delete()
    Sitting.objects.filter(pk=sitting.pk).update(touched_at=now)


def towards(button: str) -> Towards:
    """Which button was pressed; Enter in a field presses none, and means the first."""
    return Towards(button) if button in set(Towards) else Towards.NEXT


@transaction.atomic
def go_on(
    sitting: Sitting,
    here: Place,
    *,
    words: str,
    towards: Towards,
    by: User,
    couple: Couple,
    now: datetime,
) -> Step | None:
    """Keep the answer and move; the step to show, None when the person is done or stops for now."""
    keep(sitting, here.step, words=words, now=now)
    there = {Towards.NEXT: here.next, Towards.BACK: here.previous, Towards.LATER: None}[towards]
    Sitting.objects.filter(pk=sitting.pk).open().update(position=(there or here.step).position)
    if there is None and towards is Towards.NEXT:
        finish(sitting, by=by, couple=couple, now=now)
    return there


@transaction.atomic
def finish(sitting: Sitting, *, by: User, couple: Couple, now: datetime) -> bool:
    """True for the one call that finishes it; a second click finds it done.

    Of a lesson nobody is told: what somebody read up on says more than that they practised.
    """
    open_ones = Sitting.objects.filter(pk=sitting.pk).open()
    if open_ones.update(finished_at=now, touched_at=now) != 1:
        return False
    if sitting.version.exercise.is_lesson:
        return True
    today = by.local_date(now)
    Completion.objects.create(
        sitting=sitting,
        person=by,
        couple=couple,
        exercise_id=sitting.exercise_id,
        title=sitting.version.title,
        on=today,
    )
    happenings.record(happenings.Kind.EXERCISE_FINISHED, couple=couple, by=by, on=today, now=now)
    return True


def answer_to(sitting: Sitting, step: Step) -> Answer | None:
    return Answer.objects.filter(sitting=sitting, step=step).first()


def answers_of(sitting: Sitting) -> list[Answer]:
    return list(sitting.answers.select_related("step").order_by("step__position"))
