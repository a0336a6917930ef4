"""What other rooms may ask about exercises: which were finished, on which day; never a word of them."""

from collections.abc import Iterable
from datetime import date

from couples.models import Couple, User
from exercises.models import Completion
from privacy.context import as_steward


def finished_on(person: User, couple: Couple) -> list[date]:
    """For rules of the house: the days on which one person finished an exercise in this couple."""
    with as_steward():
        rows = Completion.objects.filter(person=person, couple=couple)
        return list(rows.order_by("on").values_list("on", flat=True))


def finished_by_both(couple: Couple) -> set[int]:
    """For rules of the house: the exercises that both people of the couple have finished."""
    with as_steward():
        rows = Completion.objects.filter(couple=couple)
        pairs = set(rows.values_list("exercise_id", "person_id"))
    people = {person for _, person in pairs}
    both = [exercise for exercise, _ in pairs]
    return {one for one in both if both.count(one) == len(people) == 2}


def completions(couples: Iterable[Couple], *, since: date) -> dict[int, list[Completion]]:
    """For the therapist who asks: what was finished, newest first, by couple; one query for all.

    The database answers only for couples of which both agreed to share exercises.
    """
    found: dict[int, list[Completion]] = {couple.pk: [] for couple in couples}
    rows = Completion.objects.filter(couple__in=found, on__gte=since).select_related("person")
    for row in rows.order_by("-on", "-pk"):
        found[row.couple_id].append(row)
    return found
