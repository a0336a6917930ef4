"""What people choose from: lists that editors keep, read on many pages and changed once in a while."""

from collections.abc import Collection
from typing import Any, Final, TypeVar

from django.core.cache import cache
from django.db import models

Row = TypeVar("Row", bound=models.Model)

SECONDS: Final = 300

ByKind = list[tuple[str, list[Row]]]


class Kept(models.Manager[Row]):
    """Of a model with `slug`, `order` and `retired`. Whoever writes to it says that it has `changed`."""

    @property
    def key(self) -> str:
        return f"choosing.{self.model._meta.label_lower}"

    def known(self) -> list[Row]:
        """Retired ones as well: what somebody once chose keeps its words."""
        rows: list[Row] | None = cache.get(self.key)
        if rows is None:
            rows = list(self.order_by("order", "slug"))
            cache.set(self.key, rows, SECONDS)
        return rows

    def offered(self, *, besides: Collection[str] = ()) -> list[Row]:
        """What can be chosen now, and those (slugs) that were chosen before."""
        return [one for one in self.known() if _stands(one) or _slug(one) in besides]

    def named(self, slugs: Collection[str]) -> list[Row]:
        return [one for one in self.known() if _slug(one) in slugs]

    def find(self, slug: str) -> Row | None:
        """Of those that can be chosen now."""
        return next((one for one in self.offered() if _slug(one) == slug), None)

    def changed(self) -> None:
        cache.delete(self.key)


def by_kind(rows: Collection[Row], kinds: type[models.TextChoices]) -> ByKind[Row]:
    """With the label of each kind; a kind without any is left out."""
    some = [(str(kind.label), [one for one in rows if _kind(one) == kind]) for kind in kinds]
    return [(label, those) for label, those in some if those]


def _kind(row: Any) -> str:
    return str(row.kind)


def _slug(row: Any) -> str:
    return str(row.slug)


def _stands(row: Any) -> bool:
    return not row.retired
