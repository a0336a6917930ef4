"""Reads `repairs.yaml` of a content pack."""

from datetime import datetime
from pathlib import Path

from django.db import transaction

from couples import content_lists, content_pack
from couples.content_pack import Facts, Loaded, Part
from mending import phrases
from mending.models import Phrase
from mending.models.phrase import LONGEST_PHRASE

FILE = "repairs.yaml"
KEYS = ("kind", "words", "fits")


def load(folder: Path, now: datetime) -> Loaded:
    if not (folder / FILE).exists():
        return Loaded()
    wanted = content_pack.rows(folder / FILE, "repairs", _facts)
    transaction.on_commit(phrases.changed)
    return content_pack.write(Phrase, content_pack.ordered(wanted), mark="packed")


def dump(folder: Path) -> list[Path]:
    offered = Phrase.objects.filter(retired=False).order_by("order", "slug")
    return content_lists.dump(folder / FILE, "repairs", offered, KEYS)


def _facts(part: Part) -> Facts:
    part.only("slug", *KEYS)
    return {
        "kind": part.choice("kind", Phrase.Kind.values),
        "words": part.one_line("words", longest=LONGEST_PHRASE),
        "fits": part.one_line("fits", longest=160, optional=True),
    }
