"""Reads `cycle.yaml` of a content pack."""

from datetime import datetime
from pathlib import Path

from django.db import transaction

from couples import content_lists, content_pack
from couples.content_pack import Facts, Loaded, Part
from cycle import choices
from cycle.models import Choice
from cycle.models.choice import LONGEST
from cycle.models.ours import LONGEST_EXIT

FILE = "cycle.yaml"
KEYS = ("kind", "words", "seen")


def load(folder: Path, now: datetime) -> Loaded:
    if not (folder / FILE).exists():
        return Loaded()
    wanted = content_pack.rows(folder / FILE, "cycle", _facts)
    transaction.on_commit(choices.changed)
    return content_pack.write(Choice, content_pack.ordered(wanted), mark="packed")


def dump(folder: Path) -> list[Path]:
    offered = Choice.objects.filter(retired=False).order_by("order", "slug")
    return content_lists.dump(folder / FILE, "cycle", offered, KEYS)


def _facts(part: Part) -> Facts:
    part.only("slug", *KEYS)
    kind = part.choice("kind", Choice.Kind.values)
    if part.has("seen") and kind != Choice.Kind.MOVE:
        part.wrong("only what somebody did is seen from the other side")
    longest = LONGEST_EXIT if kind == Choice.Kind.EXIT else LONGEST
    return {
        "kind": kind,
        "words": part.one_line("words", longest=longest),
        "seen": part.one_line("seen", longest=LONGEST, optional=True),
    }
