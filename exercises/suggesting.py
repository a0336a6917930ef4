"""What Today may offer: to go on where one left; on a quiet day, something new."""

from datetime import datetime

from django.db.models import Exists
from django.urls import reverse

from couples.models import User
from couples.suggestions import Suggestion
from exercises import browsing
from exercises.models import Sitting

GO_ON, SOMETHING_NEW = 80, 90


def is_under_way(person: User, now: datetime) -> Exists:
    return Exists(Sitting.objects.filter(person=person).open())


def go_on(person: User, now: datetime) -> Suggestion | None:
    under_way = Sitting.objects.visible_to(person).open().with_size()
    sitting = under_way.order_by("-touched_at").first()
    if sitting is None:
        return None
    return Suggestion(
        title=f"Go on with “{sitting.version.title}”",
        text=f"You are at step {sitting.position} of {sitting.step_count}. It kept your place.",
        url=reverse("exercises:step", args=[sitting.public_id, sitting.position]),
        action="Go on",
        minutes=sitting.minutes_left,
    )


def something_new(person: User, now: datetime) -> Suggestion | None:
    version = browsing.fitting(person, now=now)
    if version is None:
        return None
    return Suggestion(
        title=version.title,
        text=version.summary,
        url=reverse("exercises:exercise", args=[version.exercise.slug]),
        action="Have a look",
        minutes=version.minutes,
    )
