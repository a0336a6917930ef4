"""The log of access: kept through a function of the database, which itself says who is asking.

    access.note([Look("notes", whose=alice.pk, public_id=couple.public_id)], now=now)

One statement, however many looks. What a trigger can see by itself (a day that is read, an agreement, a
sign-in, the work of staff) a trigger notes; nothing here may be changed afterwards, by anybody.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, connections

OPENED, DONE, DENIED = "opened", "done", "denied"


@dataclass(frozen=True, slots=True)
class Look:
    """`kind`: what was looked at; `public_id`: of which row. Never what stood there."""

    kind: str
    whose: int | None = None
    public_id: str = ""
    action: str = OPENED
    outcome: str = DONE


def note(looks: Sequence[Look], *, now: datetime) -> None:
    if looks:
        rows = json.dumps([asdict(look) for look in looks])
        with connection.cursor() as cursor:
            cursor.execute("SELECT privacy_note(%s, %s)", [now, rows])


def forget(*, now: datetime) -> int:
    """What is older than the setting says, as the owner of the table: no page and no rule may."""
    before = now - timedelta(days=settings.ACCESS_LOG_DAYS)
    with connections["owner"].cursor() as cursor:
        cursor.execute("DELETE FROM privacy_access WHERE at < %s", [before])
        removed: int = cursor.rowcount
    return removed
