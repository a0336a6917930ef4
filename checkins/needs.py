"""The list of needs to choose from: read on every check-in, changed once in a while by an editor."""

from django.core.cache import cache

from checkins.models import Need

KEY = "checkins.needs"
SECONDS = 300


def offered() -> list[Need]:
    needs: list[Need] | None = cache.get(KEY)
    if needs is None:
        needs = list(Need.objects.offered())
        cache.set(KEY, needs, SECONDS)
    return needs


def changed() -> None:
    cache.delete(KEY)
