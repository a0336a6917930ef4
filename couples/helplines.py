"""Whom somebody can call: `helplines.yaml` of a content pack, kept current by editors."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from couples import content_lists, content_pack
from couples.content_pack import Facts, Loaded, Part
from couples.models import Helpline

FILE = "helplines.yaml"
KEYS = ("country", "name", "phone", "meaning", "site")


@dataclass(frozen=True, slots=True)
class Country:
    name: str
    lines: list[Helpline]


def by_country(near: str = "") -> list[Country]:
    """The country that is near comes first; else in the order of the editors, where its first line stands."""
    found: dict[str, list[Helpline]] = {}
    for line in Helpline.objects.filter(retired=False).order_by("order", "slug"):
        found.setdefault(line.country, []).append(line)
    nearest_first = sorted(found, key=lambda name: name != near)
    return [Country(name, found[name]) for name in nearest_first]


def load(folder: Path, now: datetime) -> Loaded:
    if not (folder / FILE).exists():
        return Loaded()
    wanted = content_pack.rows(folder / FILE, "helplines", _facts)
    return content_pack.write(Helpline, content_pack.ordered(wanted), mark="packed")


def dump(folder: Path) -> list[Path]:
    offered = Helpline.objects.filter(retired=False).order_by("order", "slug")
    return content_lists.dump(folder / FILE, "helplines", offered, KEYS)


def _facts(part: Part) -> Facts:
    part.only("slug", *KEYS)
    return {
        "country": part.one_line("country", longest=60),
        "name": part.one_line("name", longest=100),
        "phone": part.one_line("phone", longest=30),
        "meaning": part.one_line("meaning", longest=200, optional=True),
        "site": part.one_line("site", longest=200, optional=True),
    }
