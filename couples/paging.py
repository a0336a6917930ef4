"""Long lists come a page at a time."""

from collections.abc import Sequence
from typing import Any, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import QueryDict

T = TypeVar("T")


def page_of(rows: QuerySet[Any, T] | Sequence[T], asked: QueryDict, at_most: int) -> Page[T]:
    """The one that is asked for; where there is none of that number, the nearest."""
    return Paginator(rows, at_most).get_page(asked.get("page"))
