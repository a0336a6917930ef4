"""The content that comes with the house: YAML files that apps read into their own tables.

Apps above register a loader in `AppConfig.ready()`. A load is one transaction: every mistake of every
file is found and said, and then nothing is written. What an editor has changed is left alone.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Any

from django.db import models

from couples.content_parts import ContentError, Part, parse
from privacy import context

__all__ = ["ContentError", "ContentRefused", "Loaded", "Outcome", "Part"]


class ContentRefused(Exception):
    """All that is wrong with the files, in the order in which they were read."""

    def __init__(self, errors: list[ContentError]) -> None:
        super().__init__("\n".join(str(error) for error in errors))
        self.errors = errors


class Outcome(Enum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    LEFT_ALONE = "left alone"


@dataclass(slots=True)
class Loaded:
    """What a loader did: the names of the rows by outcome."""

    names: dict[Outcome, list[str]] = field(default_factory=lambda: {one: [] for one in Outcome})

    def add(self, outcome: Outcome, name: str) -> None:
        self.names[outcome].append(name)

    def __str__(self) -> str:
        return ", ".join(f"{len(names)} {outcome.value}" for outcome, names in self.names.items())


Facts = Mapping[str, Any]  # by the names of the columns
Loader = Callable[[Path, datetime], Loaded]
Dumper = Callable[[Path], list[Path]]

_loaders: dict[str, Loader] = {}
_dumpers: dict[str, Dumper] = {}


def register(name: str, loader: Loader, dumper: Dumper | None = None) -> None:
    _loaders[name] = loader
    if dumper:
        _dumpers[name] = dumper


def load(folder: Path, *, now: datetime) -> dict[str, Loaded]:
    """Every loader, as somebody who may work on content; all of it or nothing."""
    done: dict[str, Loaded] = {}
    errors: list[ContentError] = []
    with context.asking(replace(context.current(), staff=True)):
        for name, loader in _loaders.items():
            try:
                done[name] = loader(folder, now)
            except ContentRefused as refused:
                errors += refused.errors
        if errors:
            raise ContentRefused(errors)
    return done


def dump(folder: Path) -> list[Path]:
    """Writes what is published now back into files; the files that were written."""
    with context.asking(replace(context.current(), staff=True)):
        return [path for dumper in _dumpers.values() for path in dumper(folder)]


@contextmanager
def reading() -> Iterator[list[ContentError]]:
    """A list for the mistakes of the block; if there are any, the block is refused."""
    errors: list[ContentError] = []
    yield errors
    if errors:
        raise ContentRefused(errors)


def read(path: Path, errors: list[ContentError]) -> Part:
    """The mapping that a file holds; with a mistake in its syntax, an empty one."""
    return parse(path, errors)


def rows(path: Path, name: str, facts_of: Callable[[Part], Facts]) -> dict[str, Facts]:
    """Of a file that is one list, each row of it with a slug of its own."""
    wanted: dict[str, Facts] = {}
    with reading() as errors:
        page = read(path, errors)
        page.only(name)
        for part in page.parts(name) if not errors else []:
            slug = part.slug("slug")
            if slug in wanted:
                part.wrong(f"“{slug}” stands here twice")
            wanted[slug] = facts_of(part)
    return wanted


def ordered(wanted: Mapping[str, Facts]) -> dict[str, Facts]:
    """With room between any two, for what an editor adds."""
    return {slug: {**facts, "order": 10 * n} for n, (slug, facts) in enumerate(wanted.items(), 1)}


def write(
    model: type[models.Model],
    wanted: Mapping[str, Facts],
    *,
    mark: str,
    new: Mapping[str, Facts] | None = None,
) -> Loaded:
    """`mark`: the column that keeps what a pack last wrote; `new`: what a row has besides when it is made.

    Columns that neither names are the editors' alone: whether something is shown, when somebody looked.
    """
    loaded, first = Loaded(), new or {}
    known = model._default_manager.in_bulk(list(wanted), field_name="slug")
    for slug, facts in wanted.items():
        row, pack = known.get(slug), fingerprint(facts)
        current = fingerprint({key: getattr(row, key) for key in facts}) if row else None
        done = outcome(pack=pack, last=getattr(row, mark, ""), current=current)
        if done in {Outcome.NEW, Outcome.CHANGED}:
            written = {**facts, mark: pack}
            made = {**written, **first.get(slug, {})}
            model._default_manager.update_or_create(
                slug=slug, defaults=written, create_defaults=made
            )
        loaded.add(done, slug)
    return loaded


def mark() -> "models.CharField[str, str]":
    """The column of a row that keeps what a pack last wrote there."""
    return models.CharField(
        "hash of what the content pack last wrote", max_length=64, blank=True, editable=False
    )


def fingerprint(facts: object) -> str:
    """The same for the same content, wherever it comes from: a file, a row."""
    text = json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def outcome(*, pack: str, last: str, current: str | None) -> Outcome:
    """What to do with a row. `pack`: the file's fingerprint; `last`: that of what a pack last wrote
    there; `current`: that of the row as it is, None where there is no row yet.
    """
    if current is None:
        return Outcome.NEW
    if current == pack:
        return Outcome.SAME
    return Outcome.CHANGED if current == last else Outcome.LEFT_ALONE
