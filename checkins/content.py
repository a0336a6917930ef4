"""Reads `needs.yaml` of a content pack."""

from datetime import datetime
from pathlib import Path

from django.db import transaction

from checkins import needs
from checkins.models import Need
from couples import content_lists, content_pack
from couples.content_pack import Facts, Loaded, Part

FILE = "needs.yaml"
KEYS = ("label", "meaning")


def load(folder: Path, now: datetime) -> Loaded:
    wanted = content_pack.rows(folder / FILE, "needs", _facts)
    transaction.on_commit(needs.changed)
    return content_pack.write(Need, content_pack.ordered(wanted), mark="packed")


def dump(folder: Path) -> list[Path]:
    offered = Need.objects.filter(retired=False).order_by("order", "slug")
    return content_lists.dump(folder / FILE, "needs", offered, KEYS)


def _facts(part: Part) -> Facts:
    part.only("slug", *KEYS)
    return {"label": part.text("label", longest=60), "meaning": part.text("meaning", longest=200)}
