"""Milestones from the content pack."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from care import rules
from care.models import Milestone
from couples import content_pack
from couples.content_pack import Loaded, Outcome, Part

FILE = "milestones.yaml"


@dataclass(frozen=True, slots=True)
class Content:
    """What a file says of a milestone; an editor's order and retirement are not the file's business."""

    slug: str
    title: str
    line: str
    rule: Any

    @property
    def fingerprint(self) -> str:
        return content_pack.fingerprint(asdict(self))


def load(folder: Path, now: datetime) -> Loaded:
    contents = _read(folder / FILE)
    loaded = Loaded()
    known = {milestone.slug: milestone for milestone in Milestone.objects.all()}
    for place, content in enumerate(contents, 1):
        loaded.add(_write(content, known.get(content.slug), order=10 * place), content.slug)
    return loaded


def _read(path: Path) -> list[Content]:
    if not path.exists():
        return []
    with content_pack.reading() as errors:
        page = content_pack.read(path, errors)
        page.only("milestones")
        return list(_contents(page.parts("milestones")))


def _contents(parts: list[Part]) -> Iterator[Content]:
    seen: set[str] = set()
    for part in parts:
        part.only("slug", "title", "line", "rule")
        slug = part.slug("slug")
        if slug in seen:
            part.wrong(f"there is a milestone “{slug}” already")
        seen.add(slug)
        yield Content(
            slug, part.text("title", longest=80), part.text("line", longest=200), _rule(part)
        )


def _rule(part: Part) -> object:
    where = part.fields.get("rule", part)
    rule = where.plain if where is not part else None
    if problem := rules.problem(rule):
        where.wrong(problem)
    return rule


def _write(content: Content, row: Milestone | None, *, order: int) -> Outcome:
    current = Content(row.slug, row.title, row.line, row.rule).fingerprint if row else None
    outcome = content_pack.outcome(
        pack=content.fingerprint, last=row.pack_hash if row else "", current=current
    )
    if outcome in {Outcome.NEW, Outcome.CHANGED}:
        facts = asdict(content) | {"pack_hash": content.fingerprint}
        Milestone.objects.update_or_create(
            slug=content.slug, defaults=facts, create_defaults=facts | {"order": order}
        )
    return outcome
