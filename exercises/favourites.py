"""What somebody wants to find again. Nobody else learns of it."""

from collections.abc import Callable

from django.db import transaction

from couples.models import User
from exercises.models import Exercise, Favourites
from privacy.fields import readable


def of(person: User) -> set[int]:
    """The exercises, by primary key."""
    row = Favourites.objects.filter(person=person).first()
    return set(readable(row, "exercises", [])) if row else set()


def add(exercise: Exercise, *, by: User) -> None:
    _change(by, lambda known: known | {exercise.pk})


def remove(exercise: Exercise, *, by: User) -> None:
    _change(by, lambda known: known - {exercise.pk})


@transaction.atomic
def _change(person: User, change: Callable[[set[int]], set[int]]) -> None:
    """One after the other: two tabs that press at once both get their wish."""
    rows = Favourites.objects.select_for_update()
    row, _ = rows.get_or_create(person=person, defaults={"exercises": []})
    row.exercises = sorted(change(set(readable(row, "exercises", []))))
    row.save(update_fields=["exercises"])
