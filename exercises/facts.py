"""What other rooms may ask about exercises: which were finished, on which day; never a word of them."""

from collections.abc import Iterable
from datetime import date

from couples.models import Couple
from exercises.models import Completion


def completions(couples: Iterable[Couple], *, since: date) -> dict[int, list[Completion]]:
    """For the therapist who asks: what was finished, newest first, by couple; one query for all.

    The database answers only for couples of which both agreed to share exercises.
    """
    found: dict[int, list[Completion]] = {couple.pk: [] for couple in couples}
    rows = Completion.objects.filter(couple__in=found, on__gte=since).select_related("person")
    for row in rows.order_by("-on", "-pk"):
        found[row.couple_id].append(row)
    return found
