"""Whom somebody can call: `helplines.yaml` of a content pack, kept current by editors."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from couples import content_pack
from couples.content_pack import ContentError, Loaded, Outcome, Part
from couples.models import Helpline

FILE = "helplines.yaml"
Facts = dict[str, str | int]


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
    with content_pack.reading() as errors:
        wanted = _read(content_pack.read(folder / FILE, errors), errors)
    loaded = Loaded()
    known = Helpline.objects.in_bulk(list(wanted), field_name="slug")
    for slug, facts in wanted.items():
        loaded.add(_write(known.get(slug), slug, facts), slug)
    return loaded


def _read(page: Part, errors: list[ContentError]) -> dict[str, Facts]:
    page.only("helplines")
    wanted: dict[str, Facts] = {}
    for part in page.parts("helplines") if not errors else []:
        part.only("slug", "country", "name", "phone", "meaning", "site")
        slug = part.slug("slug")
        if slug in wanted:
            part.wrong(f"“{slug}” stands here twice")
        wanted[slug] = {
            "country": part.one_line("country", longest=60),
            "name": part.one_line("name", longest=100),
            "phone": part.one_line("phone", longest=30),
            "meaning": part.one_line("meaning", longest=200, optional=True),
            "site": part.one_line("site", longest=200, optional=True),
            "order": 10 * (len(wanted) + 1),
        }
    return wanted


def _write(line: Helpline | None, slug: str, facts: Facts) -> Outcome:
    """When somebody last looked, and whether it is shown, is the editors' and not the pack's."""
    pack = content_pack.fingerprint(facts)
    current = content_pack.fingerprint({key: getattr(line, key) for key in facts}) if line else None
    done = content_pack.outcome(pack=pack, last=line.packed if line else "", current=current)
    if done in {Outcome.NEW, Outcome.CHANGED}:
        Helpline.objects.update_or_create(slug=slug, defaults={**facts, "packed": pack})
    return done
