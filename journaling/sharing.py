"""A page for the partner to read, as it stands, and back again. Nothing notes whether it was read.

The database gives a shared page out to the other of the couple alone, and only while its row is here.
"""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from couples import locks, reaching
from couples.models import Couple, User
from journaling import writing
from journaling.models import Entry, Shared
from privacy.identifiers import new_public_id


class MovedOn(Exception):
    """It was changed since the page was opened, or cannot be opened any more."""


@transaction.atomic
def share(couple: Couple, entry: Entry, *, seen: str, by: User, now: datetime) -> Shared:
    """`seen`: which state of it they read. From here on no open page can change it."""
    locks.hold(couple)
    known = Shared.objects.filter(person=by, entry=entry, couple=couple).first()
    if known:
        return known
    reaching.awake(couple, by=by, now=now)
    if not Entry.objects.filter(pk=entry.pk, page=seen).update(page=new_public_id()):
        raise MovedOn
    page = writing.page_of(entry)
    if page is None or page.is_empty:
        raise MovedOn
    Shared.objects.filter(person=by, entry=entry).delete()  # of a couple that is over
    facts = {"on": by.local_date(now), "shared_at": now, "written": page.kept}
    return Shared.objects.create(entry=entry, person=by, couple=couple, **facts)


def take_back(entry: Entry, *, by: User) -> None:
    """At the next request of the other it is gone, and looks as if it had never been there."""
    Shared.objects.filter(person=by, entry=entry).delete()


def is_shared(couple: Couple, entry: Entry) -> bool:
    return bool(shared_of(couple, [entry]))


def shared_of(couple: Couple, entries: Collection[Entry]) -> set[int]:
    """Which of them, by primary key, the other can read now."""
    rows = Shared.objects.filter(couple=couple, entry__in=entries)
    return set(rows.values_list("entry_id", flat=True))


def from_partner(couple: Couple, *, to: User) -> QuerySet[Shared]:
    """The newest first."""
    theirs = Shared.objects.filter(couple=couple).exclude(person=to)
    return theirs.select_related("person").order_by("-shared_at", "-pk")
