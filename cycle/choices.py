"""What can be ticked: read on every page that offers it, changed once in a while by an editor."""

from collections.abc import Collection, Sequence

from django.core.cache import cache

from cycle.models import Choice

KEY = "cycle.choices"
SECONDS = 300


def known() -> list[Choice]:
    """Retired ones as well: what was ticked keeps its words."""
    choices: list[Choice] | None = cache.get(KEY)
    if choices is None:
        choices = list(Choice.objects.order_by("order", "slug"))
        cache.set(KEY, choices, SECONDS)
    return choices


def offered(kind: Choice.Kind, *, besides: Collection[str] = ()) -> list[Choice]:
    """What can be ticked now, and those (slugs) that were ticked before."""
    some = [one for one in known() if one.kind == kind]
    return [one for one in some if not one.retired or one.slug in besides]


def named(slugs: Sequence[str]) -> list[Choice]:
    """In the order of the slugs; one that is gone is left out."""
    by_slug = {one.slug: one for one in known()}
    return [by_slug[slug] for slug in slugs if slug in by_slug]


def changed() -> None:
    cache.delete(KEY)
