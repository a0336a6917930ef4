"""What can be ticked for a hard moment, and what was."""

from collections.abc import Collection, Sequence

from cycle.models import Choice


def offered(kind: Choice.Kind, *, besides: Collection[str] = ()) -> list[Choice]:
    """What can be ticked now, and those (slugs) that were ticked before."""
    return [one for one in Choice.objects.offered(besides=besides) if one.kind == kind]


def named(slugs: Sequence[str]) -> list[Choice]:
    """In the order of the slugs; one that is gone is left out."""
    by_slug = {one.slug: one for one in Choice.objects.known()}
    return [by_slug[slug] for slug in slugs if slug in by_slug]
