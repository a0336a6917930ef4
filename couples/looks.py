"""Who opened what of somebody's: the therapist and the staff, to the minute.

The partner is not among them. A list of their looks would be a way to watch them; that a day has been read,
the day itself says, and nothing more is to be learned here. The database gives out no such row either.

Of a therapist it says no more than that they looked. Which pages they have rests on what both agreed to: a
list of kinds would tell one what the other did not agree to.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import Case, F, Value, When
from django.db.models.functions import TruncMinute

from couples.models import User
from privacy.models import Access

SINCE = timedelta(days=90)
AT_MOST = 500
TOLD_ALONE = "told"
WHAT: Mapping[str, str] = {"couples.user": "Your account", "couples.therapist": "Your account"}
SHARED = "What you share with them"  # whatever it was
DOES: Mapping[str, str] = {"opened": "opened", "added": "made", "changed": "changed"}


@dataclass(frozen=True, slots=True)
class Look:
    at: datetime
    who: str
    does: str
    what: str


def at(person: User, *, now: datetime) -> list[Look]:
    """Newest first; what somebody opened within a minute is one look, however much it was."""
    rows = Access.objects.filter(whose=person.pk, at__gt=now - SINCE).exclude(who=person.pk)
    of_staff = When(role=User.Role.STAFF, then=F("kind"))
    pages = rows.exclude(kind=TOLD_ALONE).annotate(
        minute=TruncMinute("at", tzinfo=UTC), what=Case(of_staff, default=Value(""))
    )
    seen = pages.values_list("minute", "who", "role", "action", "what").distinct()
    newest = list(seen.order_by("-minute", "who", "what", "action")[:AT_MOST])
    names = User.objects.in_bulk({who for _, who, *_ in newest if who})
    return [
        Look(
            when, _name(names.get(who or 0), role), DOES.get(action, action), WHAT.get(kind, SHARED)
        )
        for when, who, role, action, kind in newest
    ]


def _name(known: User | None, role: str) -> str:
    """Staff are not known to anybody here; a therapist is, while they are the person's own."""
    if role == User.Role.STAFF:
        return "Staff of this site"
    return known.display_name if known else "A therapist you had"
