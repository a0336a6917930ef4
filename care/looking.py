"""A therapist's looks, noted for those whom they are about: one statement a page.

Both partners get the same rows, whatever either has written: a row never tells what there was to see.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from care.caseload import Row
from care.couple_page import Page
from couples.models import ToldAlone
from privacy import access
from privacy.access import Look


def at_caseload(rows: Sequence[Row], *, now: datetime) -> None:
    looks = [
        Look("caseload", whose=person.pk, public_id=row.couple.public_id)
        for row in rows
        for person in row.people
    ]
    access.note(looks, now=now)


def at_page(page: Page, *, now: datetime) -> None:
    parts = {
        "ratings": page.check_ins,
        "notes": page.notes,
        "milestones": page.path,
        "exercises": page.exercises,
        "goals": page.goals,
        "closeness": page.closeness,
    }
    looks = [
        Look(kind, whose=person.pk, public_id=page.couple.public_id)
        for kind, part in parts.items()
        if part is not None
        for person in page.people
    ]
    access.note(looks, now=now)


def at_told(told: Iterable[ToldAlone], *, now: datetime) -> None:
    access.note(
        [Look("told", whose=one.person_id, public_id=one.public_id) for one in told], now=now
    )
