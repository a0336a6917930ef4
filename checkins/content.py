"""Reads `needs.yaml` of a content pack."""

from datetime import datetime
from pathlib import Path

from django.db import transaction

from checkins import needs
from checkins.models import Need
from couples import content_pack
from couples.content_pack import Facts, Loaded, Part

FILE = "needs.yaml"


def load(folder: Path, now: datetime) -> Loaded:
    wanted = content_pack.rows(folder / FILE, "needs", _facts)
    transaction.on_commit(needs.changed)
    return content_pack.write(Need, content_pack.ordered(wanted), mark="packed")


def _facts(part: Part) -> Facts:
    part.only("slug", "label", "meaning")
    return {"label": part.text("label", longest=60), "meaning": part.text("meaning", longest=200)}
