"""What the therapist’s page may ask: days alone; never a word, nor an answer."""

from datetime import date

from couples.models import Couple
from mending.models import Apology, Attempt


def given(couple: Couple, *, since: date) -> list[date]:
    """On which days an apology was given here, the newest first.

    Called as a therapist it answers within what both agreed to.
    """
    standing = Apology.objects.filter(couple=couple, on__gte=since).standing()
    return list(standing.order_by("-sent_at").values_list("on", flat=True))


def tried(couple: Couple, *, since: date) -> list[date]:
    """On which days one of them tried to mend a conflict, if both noted how it went; nothing else is read."""
    standing = Attempt.objects.filter(couple=couple, on__gte=since).standing()
    return list(standing.order_by("-sent_at").values_list("on", flat=True))
