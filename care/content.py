"""Milestones from the content pack."""

from datetime import datetime
from pathlib import Path

from care import rules
from care.models import Milestone
from couples import content_lists, content_pack
from couples.content_pack import Facts, Loaded, Part

FILE = "milestones.yaml"
KEYS = ("title", "line", "rule")


def load(folder: Path, now: datetime) -> Loaded:
    """Once it is there, its order is the editors'."""
    if not (folder / FILE).exists():
        return Loaded()
    wanted = content_pack.rows(folder / FILE, "milestones", _facts)
    places = content_pack.ordered(wanted)
    return content_pack.write(Milestone, wanted, mark="pack_hash", new=places)


def dump(folder: Path) -> list[Path]:
    offered = Milestone.objects.filter(retired=False).order_by("order", "slug")
    return content_lists.dump(folder / FILE, "milestones", offered, KEYS)


def _facts(part: Part) -> Facts:
    part.only("slug", *KEYS)
    return {
        "title": part.text("title", longest=80),
        "line": part.text("line", longest=200),
        "rule": _rule(part),
    }


def _rule(part: Part) -> object:
    where = part.fields.get("rule", part)
    rule = where.plain if where is not part else None
    if problem := rules.problem(rule):
        where.wrong(problem)
    return rule
