"""A time at which a draft is published by itself: the clock does then what an editor does by hand."""

import logging
from datetime import datetime
from typing import Final

from django.db import transaction

from couples import chronicle, zones
from couples.models import User
from exercises import publishing
from exercises.models import ExerciseVersion
from privacy.context import Asker, asking

logger = logging.getLogger(__name__)

A_TICK: Final = 20  # texts at most
FIRST: Final = (
    """SELECT min(publish_at) FROM exercises_exerciseversion
    WHERE held_back = '' AND status = 'draft'""",
)
# As a load of the content pack: whoever works on content, and no person in particular.
CONTENT_WORK: Final = Asker(staff=True)


class CannotBeSet(Exception):
    """A time that is over, a draft that is not ready, or one that somebody else has changed meanwhile."""


def said(at: datetime, zone: str) -> str:
    """With its zone, for whoever reads it may be elsewhere."""
    local = at.astimezone(zones.zone(zone))
    return f"{local:%A} {local.day} {local:%B %Y} at {local:%H:%M} ({zone.replace('_', ' ')})"


def mark(draft: ExerciseVersion) -> str:
    """What a page has shown of its time: two people at once do not undo each other unseen."""
    return f"{draft.publish_at.isoformat()} {draft.held_back}".strip() if draft.publish_at else ""


@transaction.atomic
def set_time(
    draft: ExerciseVersion, *, at: datetime, seen: str, by: User, now: datetime
) -> ExerciseVersion:
    """What refuses to be published by hand is refused here too, and once more at the time itself."""
    if at <= now:
        raise CannotBeSet("This time is over already. Choose a later one.")
    mine = _as_seen(draft, seen)
    if problem := publishing.what_is_missing(mine):
        raise CannotBeSet(problem)
    return _write(mine, at, f"To be published on {said(at, by.time_zone)}")


@transaction.atomic
def take_back(draft: ExerciseVersion, *, seen: str) -> ExerciseVersion:
    mine = _as_seen(draft, seen)
    return _write(mine, None, "Its time was taken back") if mine.publish_at else mine


@transaction.atomic
def forget_time_of_draft(version: ExerciseVersion) -> bool:
    """For whoever takes a text out of use: its draft is not to bring it back by itself.

    Before that, for whoever publishes holds the draft first and then what it replaces.
    """
    drafts = ExerciseVersion.objects.drafts().exclude(publish_at=None)
    its = drafts.filter(exercise=version.exercise, language=version.language)
    draft = its.select_for_update(of=("self",)).first()
    if draft:
        _write(draft, None, "Its time was taken back, with the text that it was to replace")
    return draft is not None


def publish_due(now: datetime) -> int:
    """Says how many. One that fails keeps no other waiting; the next tick tries again."""
    with asking(CONTENT_WORK):
        due = ExerciseVersion.objects.due(now).order_by("publish_at")
        waiting = list(due.values_list("pk", flat=True)[:A_TICK])
    return sum(_one(pk, now) for pk in waiting)


def _one(pk: int, now: datetime) -> bool:
    try:
        with asking(CONTENT_WORK):
            return _publish(pk, now)
    except Exception as error:
        logger.error("Text %s was not published: %s", pk, type(error).__name__)  # noqa: TRY400 - a traceback may repeat words
        return False


def _publish(pk: int, now: datetime) -> bool:
    """False if another tick or an editor is at it; what cannot be published stays, and says why."""
    rows = ExerciseVersion.objects.due(now).select_for_update(skip_locked=True, of=("self",))
    draft = rows.select_related("exercise").filter(pk=pk).first()
    if draft is None:
        return False
    try:
        publishing.publish(draft, now=now, why="Published, as an editor had set it")
    except publishing.NothingToPublish as problem:
        draft.held_back = str(problem)
        ExerciseVersion.objects.filter(pk=pk).update(held_back=draft.held_back)
        chronicle.changed([draft], "Not published: it was not ready")
        return False
    return True


def _as_seen(draft: ExerciseVersion, seen: str) -> ExerciseVersion:
    rows = ExerciseVersion.objects.drafts().filter(pk=draft.pk)
    found = rows.select_for_update(of=("self",)).select_related("exercise").first()
    if found is None:
        raise CannotBeSet("This is not a draft any more.")
    if mark(found) != seen:
        raise CannotBeSet("Its time has been changed meanwhile. Look at it once more.")
    return found


def _write(draft: ExerciseVersion, at: datetime | None, why: str) -> ExerciseVersion:
    draft.publish_at, draft.held_back = at, ""
    ExerciseVersion.objects.filter(pk=draft.pk).update(publish_at=at, held_back="")
    chronicle.changed([draft], why)
    return draft
