"""Goals to begin with: read on every page that offers them, changed once in a while by an editor."""

from django.core.cache import cache

from goals.models import Idea

KEY = "goals.ideas"
SECONDS = 300


def offered() -> list[Idea]:
    ideas: list[Idea] | None = cache.get(KEY)
    if ideas is None:
        ideas = list(Idea.objects.filter(retired=False).order_by("order", "slug"))
        cache.set(KEY, ideas, SECONDS)
    return ideas


def find(slug: str) -> Idea | None:
    return next((one for one in offered() if one.slug == slug), None)


def changed() -> None:
    cache.delete(KEY)
