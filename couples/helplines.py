"""Whom somebody can call: `helplines.yaml` of a content pack, kept current by editors."""

from dataclasses import dataclass

from couples.content_lists import ContentList
from couples.content_pack import Facts, Part
from couples.models import Helpline


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


def _facts(part: Part) -> Facts:
    return {
        "country": part.one_line("country", longest=60),
        "name": part.one_line("name", longest=100),
        "phone": part.one_line("phone", longest=30),
        "meaning": part.one_line("meaning", longest=200, optional=True),
        "site": part.one_line("site", longest=200, optional=True),
    }


LIST = ContentList(
    name="helplines",
    model=Helpline,
    keys=("country", "name", "phone", "meaning", "site"),
    facts=_facts,
)
