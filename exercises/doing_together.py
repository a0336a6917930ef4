"""An exercise that two want to do in their next moment."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from couples import together
from couples.models import Couple, User
from couples.together import Occasion, Thing
from exercises import practising
from exercises.models import ExerciseVersion

KIND = "exercise"


@dataclass(frozen=True, slots=True)
class Offer:
    """The next moment, if any. It is for this exercise (`is_there`), for another one, or for nothing."""

    occasion: Occasion | None
    is_there: bool
    other: Thing | None
    agree: str


def find(slug: str, by: User) -> Thing | None:
    version = practising.find(slug, by=by)
    if version is None or version.exercise.is_lesson:
        return None
    return Thing(version.title, reverse("exercises:exercise", args=[slug]))


def offer(version: ExerciseVersion, *, couple: Couple, by: User, now: datetime) -> Offer | None:
    """Lessons are read alone, and it takes two."""
    if version.exercise.is_lesson or couple.partner_of(by) is None:
        return None
    calendar = together.calendar()
    occasion = calendar.coming(couple, now)
    there = occasion.what if occasion else ""
    is_there = there == name(version)
    other = together.find(there, by=by) if there and not is_there else None
    return Offer(occasion, is_there, other, calendar.agree)


def put(version: ExerciseVersion, *, couple: Couple, by: User, now: datetime) -> Occasion | None:
    """None where there is no moment to come, or nothing that two do in one."""
    if version.exercise.is_lesson:
        return None
    return together.calendar().put(couple, name(version), by, now)


def take_out(version: ExerciseVersion, *, couple: Couple, now: datetime) -> None:
    together.calendar().take_out(couple, name(version), now)


def name(version: ExerciseVersion) -> str:
    return together.name(KIND, version.exercise.slug)
