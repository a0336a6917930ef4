"""The phrases and gestures: read on every page that offers them, changed once in a while by an editor."""

from collections.abc import Collection

from django.core.cache import cache

from mending.models import Phrase

KEY = "mending.phrases"
SECONDS = 300

ByKind = list[tuple[str, list[Phrase]]]


def known() -> list[Phrase]:
    """Retired ones as well: what somebody likes to hear keeps its words."""
    phrases: list[Phrase] | None = cache.get(KEY)
    if phrases is None:
        phrases = list(Phrase.objects.order_by("order", "slug"))
        cache.set(KEY, phrases, SECONDS)
    return phrases


def offered(*, besides: Collection[str] = ()) -> list[Phrase]:
    """What can be chosen now, and those (slugs) that were chosen before."""
    return [one for one in known() if not one.retired or one.slug in besides]


def by_kind(phrases: Collection[Phrase]) -> ByKind:
    """With the label of each kind; a kind without any is left out."""
    kinds = [(kind.label, [one for one in phrases if one.kind == kind]) for kind in Phrase.Kind]
    return [(label, some) for label, some in kinds if some]


def changed() -> None:
    cache.delete(KEY)
