"""A list that editors keep, as a file of the content pack: read into its table, and written anew."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import yaml
from django.db import transaction
from django.db.models import Model

from couples import content_pack
from couples.content_pack import Facts, Loaded, Part

ENTRY: Final = re.compile(r"^  - slug: *[\"']?([\w-]+)[\"']? *$", re.MULTILINE)
ENDLESS: Final = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentList:
    """`name`: of the list in its file; `keys` and `lists` (with the attributes that hold them): what an entry
    says besides its slug; `facts`: how one is read; `changed`: who is told that there is something new.
    """

    name: str
    model: type[Model]
    keys: tuple[str, ...]
    facts: Callable[[Part], Facts]
    lists: Mapping[str, str] = field(default_factory=dict)
    file: str = ""
    required: bool = False
    changed: Callable[[], None] | None = None

    def load(self, folder: Path, now: datetime) -> Loaded:
        path = self.path(folder)
        if not (path.exists() or self.required):
            return Loaded()
        wanted = content_pack.rows(path, self.name, self._facts)
        if self.changed:
            transaction.on_commit(self.changed)
        return content_pack.write(self.model, content_pack.ordered(wanted), mark="packed")

    def dump(self, folder: Path) -> list[Path]:
        offered = self.model._default_manager.filter(retired=False).order_by("order", "slug")
        return dump(self.path(folder), self.name, offered, self.keys, **self.lists)

    def path(self, folder: Path) -> Path:
        return folder / (self.file or f"{self.name}.yaml")

    def _facts(self, part: Part) -> Facts:
        part.only("slug", *self.keys, *self.lists)
        return self.facts(part)


def dump(
    path: Path, name: str, rows: Iterable[Model], keys: Iterable[str], **lists: str
) -> list[Path]:
    """Comments and the style of quotes are kept with the entries that nobody has changed. `lists`: keys with
    the names of the attributes that hold their lists.
    """
    before = path.read_text(encoding="utf-8") if path.exists() else f"{name}:\n"
    head, entries = _parts(before)
    names = {"slug": "slug", **{key: key for key in keys}, **lists}
    wanted = [_facts(row, names) for row in rows]
    text = head + "".join(_entry(facts, entries.get(facts["slug"], "")) for facts in wanted)
    if (path.exists() or wanted) and text != before:
        path.write_text(text, encoding="utf-8")
        return [path]
    return []


def _parts(text: str) -> tuple[str, dict[str, str]]:
    """What stands before the first entry, and each entry by its slug."""
    head, *rest = ENTRY.split(text)
    slugs, bodies = rest[::2], rest[1::2]
    starts = [match[0] for match in ENTRY.finditer(text)]
    entries = zip(slugs, starts, bodies, strict=True)
    return head, {slug: start + body for slug, start, body in entries}


def _facts(row: Model, names: Mapping[str, str]) -> Facts:
    facts = {key: getattr(row, name) for key, name in names.items()}
    return {key: value for key, value in facts.items() if value != ""}


def _entry(facts: Facts, before: str) -> str:
    if before and _said(before) == facts:
        return before if before.endswith("\n") else f"{before}\n"
    lines = "".join(_field(key, value) for key, value in facts.items())
    return f"  - {lines[4:]}"


def _said(entry: str) -> dict[str, Any]:
    (facts,) = yaml.safe_load(entry)
    tidied = {
        key: value.strip() if isinstance(value, str) else value for key, value in facts.items()
    }
    return {key: value for key, value in tidied.items() if value not in ("", None)}


def _field(key: str, value: Any) -> str:
    """Rules in one line and lists in several, as a person would write them."""
    if isinstance(value, list):
        items = yaml.safe_dump(value, allow_unicode=True, width=ENDLESS)
        return f"    {key}:\n" + "".join(f"      {line}\n" for line in items.splitlines())
    if isinstance(value, dict):
        inner = yaml.safe_dump(value, default_flow_style=True, width=ENDLESS, sort_keys=False)
        return f"    {key}: {inner}"
    line = yaml.safe_dump({key: value}, allow_unicode=True, width=ENDLESS)
    return "".join(f"    {part}\n" for part in line.splitlines())
