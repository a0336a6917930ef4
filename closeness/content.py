"""Reads `closeness.yaml` of a content pack."""

from datetime import datetime
from pathlib import Path

from django.db import transaction

from closeness import options
from closeness.models import Level, Option
from closeness.models.option import LONGEST_NAME, LONGEST_SMALLER, LONGEST_WHAT
from couples import content_lists, content_pack
from couples.content_pack import Facts, Loaded, Part

FILE = "closeness.yaml"
KEYS = ("level", "name", "what", "is_not", "minutes")


def load(folder: Path, now: datetime) -> Loaded:
    if not (folder / FILE).exists():
        return Loaded()
    wanted = content_pack.rows(folder / FILE, "options", _facts)
    transaction.on_commit(options.changed)
    return content_pack.write(Option, content_pack.ordered(wanted), mark="packed")


def dump(folder: Path) -> list[Path]:
    offered = Option.objects.filter(retired=False).order_by("order", "slug")
    return content_lists.dump(folder / FILE, "options", offered, KEYS, smaller="ways")


def _facts(part: Part) -> Facts:
    part.only("slug", *KEYS, "smaller")
    return {
        "level": part.number("level", low=1, high=max(Level.values)),
        "name": part.one_line("name", longest=LONGEST_NAME),
        "what": part.one_line("what", longest=LONGEST_WHAT),
        "is_not": part.one_line("is_not", longest=LONGEST_WHAT),
        "minutes": part.number("minutes", low=1, high=240),
        "smaller": "\n".join(part.texts("smaller", longest=LONGEST_SMALLER)),
    }
