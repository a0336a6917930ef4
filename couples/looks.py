"""Who opened what of somebody's: the therapist and the staff, to the minute.

The partner is not among them. A list of their looks would be a way to watch them; that a day has been read,
the day itself says, and nothing more is to be learned here. The database gives out no such row either.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from couples import agreements
from couples.models import User
from privacy.models import Access

SINCE = timedelta(days=90)
AT_MOST = 500  # rows; a page of a therapist is up to four
WHAT: Mapping[str, str] = {kind: field.title for kind, field in agreements.FIELDS.items()} | {
    "caseload": "Your last two weeks, in the list of their couples",
    "couples.user": "Your account",
    "couples.therapist": "Your account",
}
SHARED = "What you share with them"  # whatever it was: this page may be read over a shoulder
DOES: Mapping[str, str] = {"opened": "opened", "added": "made", "changed": "changed"}


@dataclass(frozen=True, slots=True)
class Look:
    at: datetime
    who: str
    does: str
    what: list[str]


def at(person: User, *, now: datetime) -> list[Look]:
    """Newest first; what somebody opened within a minute is one look."""
    rows = Access.objects.filter(whose=person.pk, at__gt=now - SINCE).exclude(who=person.pk)
    newest = list(rows.order_by("-at", "pk")[:AT_MOST])
    names = User.objects.in_bulk({row.who for row in newest if row.who})
    by_minute: dict[tuple[datetime, int | None, str, str], list[Access]] = {}
    for row in newest:
        minute = row.at.replace(second=0, microsecond=0)
        by_minute.setdefault((minute, row.who, row.role, row.action), []).append(row)
    return [
        Look(when, _name(names.get(who or 0), role), DOES.get(action, action), _what(found))
        for (when, who, role, action), found in by_minute.items()
    ]


def _name(known: User | None, role: str) -> str:
    """Staff are not known to anybody here; a therapist is, while they are the person's own."""
    if role == User.Role.STAFF:
        return "Staff of this site"
    return known.display_name if known else "A therapist you had"


def _what(rows: list[Access]) -> list[str]:
    return list(dict.fromkeys(WHAT.get(row.kind, SHARED) for row in rows))
