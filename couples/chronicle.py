"""Who changed what in the content, and when: of what editors write, never of what partners do.

A model of content says `history = chronicle.kept()`, and each row that is saved leaves another behind. A
bulk INSERT or a guarded UPDATE passes by the save: who makes one says so with `made` or `changed`.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from operator import attrgetter
from typing import Any, Final

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models
from simple_history.models import HistoricalRecords

from couples import differences
from couples.differences import Line, Mark
from privacy import context

THE_HOUSE: Final = "The house"  # a load of the content pack, or a time that has come
AT_ONCE: Final = 100  # changes on a page
DONE: Final = {"+": "Written", "~": "Changed", "-": "Deleted"}
BESIDE_THE_CONTENT: Final = frozenset({"public_id", "pack_hash", "packed", "made_by", "made_at"})


@dataclass(frozen=True, slots=True)
class Change:
    what: str
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Entry:
    at: datetime
    by: str
    what: str
    changes: list[Change]


class _Records(HistoricalRecords):  # type: ignore[misc]  # comes without types
    def fields_included(self, model: type[models.Model]) -> list[Any]:
        return [one for one in model._meta.fields if one.name not in BESIDE_THE_CONTENT]


def kept() -> Any:
    """The history of a model, as `Model.history`; the names of its tables and rows are the library’s."""
    return _Records(history_id_field=models.BigAutoField(), get_user=_who_asks)


def tables() -> list[str]:
    """Where the histories lie."""
    content = [one for one in apps.get_models() if hasattr(one, "history")]
    return [one.history.model._meta.db_table for one in content]


def _who_asks(**facts: Any) -> models.Model | None:
    asker = context.current().user_id
    return get_user_model()(pk=asker) if asker else None


def made(rows: Iterable[Any]) -> None:
    _note(rows, update=False)


def changed(rows: Iterable[Any], why: str = "") -> None:
    """`why` stands in the history in place of “Changed”: what was done, in a word or two."""
    _note(rows, update=True, default_change_reason=why)


def _note(rows: Iterable[Any], **how: Any) -> None:
    there = list(rows)
    if there:
        type(there[0]).history.bulk_history_create(there, **how)


def told(*histories: Iterable[Any]) -> list[Entry]:
    """The newest first. What belongs to the first history needs no name; what belongs to others does."""
    records = sorted(chain(*map(_named, histories, range(len(histories)))), key=_when)
    names = _names(one.history_user_id for one, _ in records)
    last: dict[tuple[type, object], Any] = {}
    entries = []
    for record, name in records:
        key = (type(record), record.id)
        entry = _entry(record, last.get(key), name, names)
        last[key] = record
        entries += [entry] if entry else []
    return entries[: -AT_ONCE - 1 : -1]


def _named(history: Iterable[Any], place: int) -> Iterator[tuple[Any, str]]:
    for record in history:
        kind = str(record.instance_type._meta.verbose_name)
        yield record, f" {kind} “{record.history_object}”" if place else ""


def _when(named: tuple[Any, str]) -> tuple[datetime, int]:
    return attrgetter("history_date", "history_id")(named[0])


def _names(people: Iterable[int | None]) -> dict[int | None, str]:
    found = get_user_model().objects.in_bulk({one for one in people if one})
    return {pk: str(person) for pk, person in found.items()}


def _entry(record: Any, before: Any, name: str, names: dict[int | None, str]) -> Entry | None:
    """None for a save that changed nothing."""
    done = record.history_change_reason or DONE[record.history_type] + name
    changes = list(_changes(before, record)) if before and record.history_type == "~" else []
    if before and record.history_type == "~" and not (changes or record.history_change_reason):
        return None
    by = names.get(record.history_user_id, THE_HOUSE)
    return Entry(record.history_date, by, done, changes)


def _changes(old: Any, new: Any) -> Iterator[Change]:
    for field in new.tracked_fields:
        if field.editable and not field.is_relation:
            texts = [_text(field, getattr(one, field.attname)) for one in (old, new)]
            if texts[0] != texts[1]:
                lines = differences.between(*(text.splitlines() for text in texts), around=0)
                shown = [line for line in lines if line.mark is not Mark.LEAP]
                yield Change(str(field.verbose_name).capitalize(), shown)


def _text(field: Any, value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return "" if value is None else str(dict(field.flatchoices).get(value, value))
