"""Which couples had a day that did not feel safe. Only the therapist’s own visit can open the answers,
and opens only what is new to it: what a visit finds is kept for the next.

Nothing rests on what is kept. Where it is missing or cannot be opened, everything is looked at anew.
"""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

from django.db.models import OuterRef

from care import order
from care.models import Triage
from checkins import facts
from couples.models import Agreed, User
from privacy import fields
from privacy.tokens import CannotBeOpened

# An answer is stamped when it is written, and can be read only when its transaction has ended.
LATE = timedelta(minutes=5)
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


def last_unsafe_days(therapist: User, *, today: date) -> dict[int, date]:
    """By couple, the last day in the past week on which somebody did not feel safe."""
    since = today - order.RECENT
    kept = Triage.objects.of(therapist).first() or Triage(found={}, looked_at=LONG_AGO)
    known, couples = kept.days, _couples_of(therapist, since=kept.looked_at - LATE)
    new = {pk for pk, answered_at in couples.items() if answered_at or pk not in known}
    found, uncertain = facts.last_unsafe_days(new, since=since)
    days = {pk: found.get(pk, Triage.NEVER) for pk in new}
    days |= {pk: known[pk] if known[pk] >= since else Triage.NEVER for pk in couples.keys() - new}
    certain = {pk: day for pk, day in days.items() if pk not in uncertain}
    if new or certain != known:
        _keep(therapist, certain)
    return {pk: day for pk, day in days.items() if day > Triage.NEVER}


def _couples_of(therapist: User, since: datetime) -> dict[int, datetime | None]:
    """Whose answers both let the therapist see, and when either has answered since then."""
    agreed = Agreed.objects.filter(therapist=therapist, ratings=True)
    answered_at = facts.answered_at(OuterRef("couple"), since=since)
    return dict(agreed.values_list("couple", answered_at))


def _keep(therapist: User, days: dict[int, date]) -> None:
    """In place of what another visit may have kept meanwhile: each has read the answers themselves."""
    row = Triage(therapist=therapist, found={pk: day.isoformat() for pk, day in days.items()})
    with suppress(CannotBeOpened):  # without a key of the therapist’s the page still stands
        row.found = fields.sealed(row, "found")
        Triage.objects.bulk_create(
            [row],
            update_conflicts=True,
            unique_fields=["therapist"],
            update_fields=["found", "looked_at"],
        )
