"""Reads `goals.yaml` of a content pack."""

from datetime import datetime
from pathlib import Path

from django.db import transaction

from couples import content_lists, content_pack
from couples.content_pack import Facts, Loaded, Part
from goals import ideas
from goals.models import Idea
from goals.models.idea import LONGEST_TITLE, Stage
from goals.wording import LONGEST_STEP

FILE = "goals.yaml"
KEYS = ("stage", "title", "start")


def load(folder: Path, now: datetime) -> Loaded:
    if not (folder / FILE).exists():
        return Loaded()
    wanted = content_pack.rows(folder / FILE, "goals", _facts)
    transaction.on_commit(ideas.changed)
    return content_pack.write(Idea, content_pack.ordered(wanted), mark="packed")


def dump(folder: Path) -> list[Path]:
    offered = Idea.objects.filter(retired=False).order_by("order", "slug")
    return content_lists.dump(folder / FILE, "goals", offered, KEYS)


def _facts(part: Part) -> Facts:
    part.only("slug", *KEYS)
    return {
        "stage": part.choice("stage", Stage.values),
        "title": part.one_line("title", longest=LONGEST_TITLE),
        "start": part.one_line("start", longest=LONGEST_STEP, optional=True),
    }
