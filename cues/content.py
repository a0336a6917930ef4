"""Reads `cues.yaml` of a content pack."""

from datetime import datetime
from pathlib import Path

from django.db import transaction

from couples import content_lists, content_pack
from couples.content_pack import Facts, Loaded, Part
from cues import ideas
from cues.models import Cue
from cues.models.cue import LONGEST

FILE = "cues.yaml"
KEYS = ("words", "fits")


def load(folder: Path, now: datetime) -> Loaded:
    if not (folder / FILE).exists():
        return Loaded()
    wanted = content_pack.rows(folder / FILE, "cues", _facts)
    transaction.on_commit(ideas.changed)
    return content_pack.write(Cue, content_pack.ordered(wanted), mark="packed")


def dump(folder: Path) -> list[Path]:
    offered = Cue.objects.filter(retired=False).order_by("order", "slug")
    return content_lists.dump(folder / FILE, "cues", offered, KEYS)


def _facts(part: Part) -> Facts:
    part.only("slug", *KEYS)
    return {
        "words": part.one_line("words", longest=LONGEST),
        "fits": part.one_line("fits", longest=160, optional=True),
    }
