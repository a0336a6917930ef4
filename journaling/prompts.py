"""The prompts: read on every page that offers them, changed once in a while by an editor."""

from django.core.cache import cache

from journaling.models import Prompt

KEY = "journaling.prompts"
SECONDS = 300

ByKind = list[tuple[str, list[Prompt]]]


def offered() -> list[Prompt]:
    prompts: list[Prompt] | None = cache.get(KEY)
    if prompts is None:
        prompts = list(Prompt.objects.filter(retired=False).order_by("order", "slug"))
        cache.set(KEY, prompts, SECONDS)
    return prompts


def find(slug: str) -> Prompt | None:
    return next((one for one in offered() if one.slug == slug), None)


def by_kind() -> ByKind:
    """With the label of each kind; a kind without any is left out."""
    kinds = [(kind.label, [one for one in offered() if one.kind == kind]) for kind in Prompt.Kind]
    return [(label, some) for label, some in kinds if some]


def changed() -> None:
    cache.delete(KEY)
