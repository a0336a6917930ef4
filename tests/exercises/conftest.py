from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from couples.models import User
from exercises import publishing
from exercises.models import Exercise, ExerciseVersion, Step
from privacy.context import Asker, acting_as, asking

CONTENT_WORK = Asker(staff=True)
PACK = Path(__file__).resolve().parent.parent.parent / "content"


def text_step(position: int, kind: str = "read", **facts: Any) -> dict[str, Any]:
    prompt = f"Question {position}" if kind in Step.ANSWERED else ""
    options = "to be heard\ntime alone" if kind == "choose" else ""
    return {
        "position": position,
        "kind": kind,
        "title": f"Step {position}",
        "text": f"Text {position}",
        "minutes": 2,
        "prompt": prompt,
        "options": options,
    } | facts


def draft(
    slug: str,
    *kinds: str,
    now: datetime,
    language: str = "en",
    place: dict[str, Any] | None = None,
    sources: str = "",
    **facts: Any,
) -> ExerciseVersion:
    """`place`: what belongs to the exercise; `facts`: of each of its steps."""
    with asking(CONTENT_WORK):
        defaults = {"theme": "words"} | (place or {})
        exercise, _ = Exercise.objects.get_or_create(slug=slug, defaults=defaults)
        version = ExerciseVersion.objects.create(
            exercise=exercise,
            number=publishing.next_number(exercise, language),
            language=language,
            title=slug.replace("-", " ").title(),
            summary="A summary.",
            sources=sources,
            made_at=now,
        )
        for position, kind in enumerate(kinds, start=1):
            Step.objects.create(version=version, **text_step(position, kind, **facts))
    return version


def published(
    slug: str, *kinds: str, now: datetime, language: str = "en", **facts: Any
) -> ExerciseVersion:
    version = draft(slug, *kinds, now=now, language=language, **facts)
    with asking(CONTENT_WORK):
        publishing.publish(version, now=now)
    return version


def lesson(slug: str, *, now: datetime, needs: tuple[str, ...] = ()) -> ExerciseVersion:
    """A published lesson of four minutes: one page to read, three questions."""
    place = {"kind": "lesson", "needs": list(needs)}
    kinds, source = ("read", "write", "write", "write"), "Somebody (2004), A Journal"
    return published(slug, *kinds, now=now, place=place, sources=source, minutes=1)


def change(version: ExerciseVersion, title: str, *, by: User, now: datetime) -> ExerciseVersion:
    """An editor publishes the same exercise with another title and one step more."""
    with acting_as(by):
        newer = publishing.draft_from(version, by=by, now=now)
        ExerciseVersion.objects.filter(pk=newer.pk).update(title=title)
        Step.objects.create(version=newer, **text_step(newer.steps.count() + 1))
        publishing.publish(newer, now=now + timedelta(minutes=1))
    return newer


@pytest.fixture
def thanks(now: datetime) -> ExerciseVersion:
    """A published exercise of four steps, eight minutes."""
    return published("a-true-thank-you", "read", "write", "choose", "breathe", now=now)


@pytest.fixture
def words(now: datetime) -> ExerciseVersion:
    return draft("a-need", "read", "write", "do", now=now)
