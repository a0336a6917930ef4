"""What the partner may never read stays out of the answer while its writer's journal is closed."""

from collections.abc import Iterable

from django.http import HttpRequest

from checkins.models import CheckIn, Note
from couples import journal

PRIVATE = (Note.Audience.ONLY_ME, Note.Audience.THERAPIST)


def veiled(mine: CheckIn | None, request: HttpRequest) -> CheckIn | None:
    """An own day as it may be shown now. Whether it is closed is asked only where there is something."""
    if mine and mine.noted and mine.noted.audience in PRIVATE:
        mine.is_veiled = journal.is_closed(request)
    return mine


def all_veiled(days: Iterable[CheckIn], request: HttpRequest) -> None:
    for day in days:
        veiled(day, request)
