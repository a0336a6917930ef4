"""Reading the partner's day. From the first reading on, the words stay as they were read."""

from datetime import datetime

from django.db import connection

from checkins.models import CheckIn, Seen
from couples.models import User


def hold(check_in: CheckIn) -> None:
    """Either it is read or it is changed: until the transaction ends nobody else does the other."""
    with connection.cursor() as cursor:
        key = f"check-in:{check_in.pk}"
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])


def read(theirs: CheckIn, *, by: User, now: datetime) -> CheckIn | None:
    """The partner's day as it stays; None if it was taken away in this very moment."""
    if theirs.is_read:
        return theirs
    hold(theirs)
    Seen.objects.bulk_create([Seen(check_in=theirs, person=by, at=now)], ignore_conflicts=True)
    return CheckIn.objects.filter(pk=theirs.pk).whole().first()
