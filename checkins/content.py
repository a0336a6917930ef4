"""Reads `needs.yaml` of a content pack."""

from datetime import datetime
from pathlib import Path

from django.db import transaction

from checkins import needs
from checkins.models import Need
from couples import content_pack
from couples.content_pack import ContentError, Loaded, Outcome, Part

FILE = "needs.yaml"
Facts = dict[str, str | int]


def load(folder: Path, now: datetime) -> Loaded:
    with content_pack.reading() as errors:
        wanted = read(content_pack.read(folder / FILE, errors), errors)
    loaded = Loaded()
    known = Need.objects.in_bulk(list(wanted), field_name="slug")
    for slug, facts in wanted.items():
        loaded.add(write(known.get(slug), slug, facts), slug)
    transaction.on_commit(needs.changed)
    return loaded


def read(page: Part, errors: list[ContentError]) -> dict[str, Facts]:
    page.only("needs")
    wanted: dict[str, Facts] = {}
    for order, part in enumerate(page.parts("needs") if not errors else []):
        part.only("slug", "label", "meaning")
        slug = part.slug("slug")
        if slug in wanted:
            part.wrong(f"“{slug}” stands here twice")
        wanted[slug] = {
            "label": part.text("label", longest=60),
            "meaning": part.text("meaning", longest=200),
            "order": order,
        }
    return wanted


def write(need: Need | None, slug: str, facts: Facts) -> Outcome:
    """A retired need stays retired: whether it is offered is the editor's, not the pack's."""
    pack = content_pack.fingerprint(facts)
    current = content_pack.fingerprint({key: getattr(need, key) for key in facts}) if need else None
    done = content_pack.outcome(pack=pack, last=need.packed if need else "", current=current)
    if done in {Outcome.NEW, Outcome.CHANGED}:
        Need.objects.update_or_create(slug=slug, defaults={**facts, "packed": pack})
    return done
