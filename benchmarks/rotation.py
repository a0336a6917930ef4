"""Sealing rows anew with `manage.py rotate_keys`: rows a second, beside the thousand that are asked for."""

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from io import StringIO

from django.core.management import call_command

from benchmarks import people
from benchmarks.verdict import Verdict
from checkins.models import Draft
from couples.models import User
from privacy.context import acting_as

ASKED = 1_000
PEOPLE = 20
DAYS = 500
WORDS = {"note": "We sat on the stairs until it was dark, and you did not ask me to explain."}


def run() -> Iterator[Verdict]:
    now = datetime.now(UTC)
    for pair in people.couples(PEOPLE // 2, now=now):
        for person in pair:
            _write(person, now)
    started = datetime.now(UTC)
    before = time.perf_counter()
    call_command("rotate_keys", "--made-before", started.isoformat(), stdout=StringIO())
    rate = PEOPLE * DAYS / (time.perf_counter() - before)
    yield Verdict(
        "Rotation of keys",
        f"{rate:,.0f} rows/s",
        f"{ASKED:,} rows/s",
        rate / ASKED,
        goal=1,
        at_least=True,
    )


def _write(person: User, now: datetime) -> None:
    first = date(2025, 1, 1)
    with acting_as(person):
        Draft.objects.bulk_create(
            Draft(
                person=person,
                on=first + timedelta(days=number),
                fields=WORDS,
                page="benchmark",
                saved_at=now,
            )
            for number in range(DAYS)
        )
