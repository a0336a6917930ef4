"""Lists of pages, each by its day and the words by which one finds it again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from couples.models import Couple, User
from journaling import sharing, writing
from journaling.models import Entry, Shared


@dataclass(frozen=True, slots=True)
class Line:
    """`title` and `words` are empty where it cannot be opened."""

    url: str
    at: datetime
    title: str
    words: str
    is_shared: bool = False


def own(person: User) -> QuerySet[Entry]:
    """The newest first."""
    return Entry.objects.filter(person=person).order_by("-begun_at", "-pk")


def lines(couple: Couple, rows: Iterable[Entry]) -> list[Line]:
    entries = list(rows)
    shared = sharing.shared_of(couple, entries)
    return [_line(one, one.begun_at, is_shared=one.pk in shared) for one in entries]


def shared_lines(rows: Iterable[Shared]) -> list[Line]:
    return [_line(one, one.shared_at) for one in rows]


def _line(row: Entry | Shared, at: datetime, *, is_shared: bool = False) -> Line:
    page = writing.page_of(row)
    if page is None:
        return Line(row.get_absolute_url(), at, "A page that can’t be opened", "", is_shared)
    words = page.first_line or "Nothing on it yet"
    return Line(row.get_absolute_url(), at, page.title, words, is_shared)
