"""A copy of one's own words: asked for, made by the next tick, fetched within a day, gone.

The row is claimed with a lease, as a reminder is (docs/decisions/0030). What is written while a copy is
made becomes visible all at once; whoever dies in the middle leaves nothing, and another tick begins anew.
"""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from couples.models import User
from leaving import copying, sealing
from leaving.models import Export
from privacy import access
from privacy.access import Look
from privacy.context import acting_as, as_steward
from reminders.delivering import Lease
from reminders.models import Preferences

logger = logging.getLogger(__name__)

State = Export.State
LIFETIME = timedelta(days=1)
ATTEMPTS = 3
A_TICK = 5  # copies made by one tick at most: reminders wait behind them
FREE = {"lease": "", "lease_until": None}
FIRST = (
    "SELECT min(asked_at) FROM leaving_export WHERE state = 'waiting'",
    "SELECT min(lease_until) FROM leaving_export WHERE state = 'making'",
    "SELECT min(expires_at) FROM leaving_export WHERE state = 'ready'",
)


class Taken(Exception):
    """While it was made it was taken back, or another tick took it over."""


def of(person: User, *, now: datetime) -> Export | None:
    return Export.objects.of(person).exclude(expires_at__lte=now).first()


@transaction.atomic
def ask(*, by: User, now: datetime) -> Export:
    """The one there is; else a new one. Pressing twice is asking once."""
    mine = Export.objects.of(by)
    (mine.over(now) | mine.filter(state=State.FAILED)).delete()
    export, is_new = mine.get_or_create(person=by, defaults={"asked_at": now})
    if is_new:
        _note(export, "asked", now)
    return export


def remove(*, by: User) -> None:
    """At once, in whatever state it is."""
    Export.objects.of(by).delete()


def fetch(export: Export, *, now: datetime) -> Iterator[bytes]:
    """The file, piece by piece, each opened on the way out; the database is asked as its owner."""
    Export.objects.filter(pk=export.pk, fetched_at=None).update(fetched_at=now)
    _note(export, access.OPENED, now)
    return sealing.pieces(export)


def make_all(now: datetime) -> int:
    """Throws away what is over, and makes what waits; says how many copies were made.

    A tick that has taken long leaves the rest to the next one: reminders wait behind.
    """
    with as_steward():
        Export.objects.over(now).delete()
    made, tick = 0, Lease(now)
    for _ in range(A_TICK):
        if not tick.is_fresh:
            break
        lease = Lease(now)
        export = claim(lease)
        if export is None:
            break
        made += make(export, lease)
    return made


def claim(lease: Lease) -> Export | None:
    with as_steward():
        waiting = Export.objects.to_make(lease.now).order_by("attempts", "asked_at")
        export = waiting.select_for_update(skip_locked=True, of=("self",)).first()
        if export is None:
            return None
        held = {"state": State.MAKING, "lease": lease.token, "lease_until": lease.until}
        if export.attempts >= ATTEMPTS:
            held = {"state": State.FAILED, **FREE}
        Export.objects.filter(pk=export.pk).update(**held, attempts=F("attempts") + 1)
        return Export.objects.select_related("person").get(pk=export.pk)


def make(export: Export, lease: Lease) -> bool:
    if export.has_failed:
        return False
    try:
        with transaction.atomic():
            with acting_as(export.person):
                size = copying.write(export, now=lease.now)
            record(export, lease, size=size)
    except Taken:
        return False
    except Exception as error:  # one person's copy keeps no other waiting
        # Only its name: what went wrong may repeat words.
        logger.error("Copy %s was not made: %s", export.public_id, type(error).__name__)  # noqa: TRY400 - a traceback may repeat words
        return False
    return True


def record(export: Export, lease: Lease, *, size: int) -> None:
    """Ready; and the plan of the person's reminders is old now."""
    ready = {"ready_at": lease.now, "expires_at": lease.now + LIFETIME, "size": size}
    with as_steward():
        mine = Export.objects.held_by(lease.token).filter(pk=export.pk)
        if mine.update(state=State.READY, **FREE, **ready) != 1:
            raise Taken
        Preferences.objects.filter(person=export.person_id).plan_again()


def _note(export: Export, action: str, now: datetime) -> None:
    look = Look("copy", whose=export.person_id, public_id=export.public_id, action=action)
    access.note([look], now=now)
