"""The list of needs to choose from: read on every check-in, changed once in a while by an editor."""

from collections.abc import Collection

from django.core.cache import cache

from checkins.models import Need
from couples.topics import Topic

KEY = "checkins.needs"
SECONDS = 300


def known() -> list[Need]:
    """Retired ones as well: what somebody once named keeps its words."""
    needs: list[Need] | None = cache.get(KEY)
    if needs is None:
        needs = list(Need.objects.order_by("order", "slug"))
        cache.set(KEY, needs, SECONDS)
    return needs


def offered(*, besides: Collection[str] = ()) -> list[Need]:
    """What can be chosen now, and the needs (slugs) that were chosen before."""
    return [need for need in known() if not need.retired or need.slug in besides]


def named(slugs: Collection[str]) -> list[Need]:
    return [need for need in known() if need.slug in slugs]


def as_topics() -> list[Topic]:
    return [Topic(need.slug, need.label) for need in offered()]


def changed() -> None:
    cache.delete(KEY)
