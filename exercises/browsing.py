"""What somebody finds when they look round: their own first, then everything by theme."""

from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator

from couples.models import User
from exercises import favourites, practising
from exercises.models import Exercise, ExerciseVersion, Sitting

PAST_ON_A_PAGE = 20

Topic = Exercise.Theme
ABOUT = {
    Topic.SETTLE: "For a tight chest or a full head.",
    Topic.WARMTH: "Small things that do good.",
    Topic.WORDS: "For what is hard to say, and hard to hear.",
    Topic.NOTICE: "See what happens, before deciding what it means.",
    Topic.REPAIR: "When it was loud, or very quiet.",
    Topic.CARE: "Little things, done again and again.",
    Topic.REST: "A tired body has a say in everything.",
    Topic.SAFETY: "What comes before closeness.",
    Topic.DESIRE: "From a joke to a long hug. Nothing has to follow.",
    Topic.SUPPORT: "For the long way, and for hard weeks.",
}


@dataclass(frozen=True, slots=True)
class Theme:
    label: str
    about: str
    versions: list[ExerciseVersion]


@dataclass(frozen=True, slots=True)
class Shelf:
    under_way: list[Sitting]
    favourites: list[ExerciseVersion]
    themes: list[Theme]
    marks: "Marks"


@dataclass(frozen=True, slots=True)
class Marks:
    """Which exercises, by primary key, somebody has done before or wants to find again."""

    done: set[int]
    favourites: set[int]


def marks(person: User) -> Marks:
    finished = Sitting.objects.visible_to(person).finished()
    return Marks(set(finished.values_list("exercise_id", flat=True)), favourites.of(person))


def shelf(person: User, *, lessons: bool = False) -> Shelf:
    offered = [one for one in practising.offered(person) if one.exercise.is_lesson == lessons]
    open_ones = Sitting.objects.visible_to(person).open().with_size().order_by("-touched_at")
    marked = marks(person)
    return Shelf(
        [one for one in open_ones if one.version.exercise.is_lesson == lessons],
        [one for one in offered if one.exercise_id in marked.favourites],
        by_theme(offered),
        marked,
    )


def by_theme(offered: list[ExerciseVersion]) -> list[Theme]:
    """Themes in the order of their first exercise."""
    themes: dict[str, Theme] = {}
    for version in offered:
        topic = Topic(version.exercise.theme)
        theme = themes.setdefault(topic, Theme(topic.label, ABOUT[topic], []))
        theme.versions.append(version)
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
    exercises = (one for one in practising.offered(person) if not one.exercise.is_lesson)
    return next((one for one in exercises if one.exercise_id not in known), None)


def beside(lesson: ExerciseVersion, *, by: User) -> ExerciseVersion | None:
    """An exercise that goes with a lesson: of the same theme, or for one of the same needs."""
    exercises = [one for one in practising.offered(by) if not one.exercise.is_lesson]
    needs = set(lesson.exercise.needs)

    def closeness(one: ExerciseVersion) -> tuple[int, bool]:
        return len(needs & set(one.exercise.needs)), one.exercise.theme == lesson.exercise.theme

    best = max(exercises, key=closeness, default=None)
    return best if best and any(closeness(best)) else None
