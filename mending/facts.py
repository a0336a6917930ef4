"""What the therapist’s page may ask: on which days an apology was given here; never a word, nor an answer."""

from datetime import date

from couples.models import Couple
from mending.models import Apology


def given(couple: Couple, *, since: date) -> list[date]:
    """Called as a therapist it answers within what both agreed to. The newest first."""
    standing = Apology.objects.filter(couple=couple, on__gte=since).standing()
    return list(standing.order_by("-sent_at").values_list("on", flat=True))
