"""A therapist’s visits to the caseload, and what they keep."""

from datetime import date, timedelta

from django.db import connection
from django.db.models import F

from care import triage
from care.models import Triage
from checkins.models import SafetyAnswer
from couples.models import User
from privacy.context import acting_as, as_keeper
from tests.care.story import DAY

AN_HOUR = timedelta(hours=1)


def visit(tess: User, today: date = DAY) -> dict[int, date]:
    with acting_as(tess):
        return triage.last_unsafe_days(tess, today=today)


def kept(tess: User) -> dict[int, date]:
    with acting_as(tess):
        return Triage.objects.get().days


def pass_by(tess: User, *people: User, time: timedelta = AN_HOUR) -> None:
    """What has been written, and looked at, lies further back."""
    for one in people:
        with acting_as(one):
            SafetyAnswer.objects.filter(person=one).update(written_at=F("written_at") - time)
    with acting_as(tess):
        Triage.objects.update(looked_at=F("looked_at") - time)


def flip_a_bit(table: str, column: str) -> None:
    with as_keeper(), connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET {column} = set_bit({column}, 300, 1 - get_bit({column}, 300))"
        )
