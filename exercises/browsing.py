"""What somebody finds when they look for an exercise: their own first, then everything by theme."""

from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator

from couples.models import User
from exercises import practising
from exercises.models import Exercise, ExerciseVersion, Sitting

PAST_ON_A_PAGE = 20


@dataclass(frozen=True, slots=True)
class Theme:
    label: str
    versions: list[ExerciseVersion]


@dataclass(frozen=True, slots=True)
class Shelf:
    under_way: list[Sitting]
    themes: list[Theme]
    done_before: set[int]


def shelf(person: User) -> Shelf:
    offered = practising.offered(person)
    mine = Sitting.objects.visible_to(person)
    done = mine.finished().values_list("exercise_id", flat=True)
    return Shelf(
        list(mine.open().with_size().order_by("-touched_at")), by_theme(offered), set(done)
    )


def by_theme(offered: list[ExerciseVersion]) -> list[Theme]:
    """Themes in the order of their first exercise."""
    themes: dict[str, Theme] = {}
    for version in offered:
        key = version.exercise.theme
        label = Exercise.Theme(key).label
        themes.setdefault(key, Theme(label, [])).versions.append(version)
    return list(themes.values())


def past(person: User, *, page: str) -> Page[Sitting]:
    """What the person has finished or set aside, newest first."""
    ended = Sitting.objects.visible_to(person).ended().order_by("-touched_at", "-pk")
    return Paginator(ended, PAST_ON_A_PAGE).get_page(page)


def fitting(person: User, *, now: datetime) -> ExerciseVersion | None:
    """One that the person has not done yet, in the editors' order; none on a day that had one."""
    finished = Sitting.objects.visible_to(person).finished()
    known = dict(finished.order_by("finished_at").values_list("exercise_id", "finished_at"))
    today = person.local_date(now)
    if any(at and person.local_date(at) == today for at in known.values()):
        return None
    fresh = (one for one in practising.offered(person) if one.exercise_id not in known)
    return next(fresh, None)
