"""The cues to choose from: read on the page that offers them, changed once in a while by an editor."""

from django.core.cache import cache

from cues.models import Cue

KEY = "cues.ideas"
SECONDS = 300


def offered() -> list[Cue]:
    ideas: list[Cue] | None = cache.get(KEY)
    if ideas is None:
        ideas = list(Cue.objects.filter(retired=False).order_by("order", "slug"))
        cache.set(KEY, ideas, SECONDS)
    return ideas


def changed() -> None:
    cache.delete(KEY)
