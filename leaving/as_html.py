"""For people: one page that needs nothing else, no script, no picture, no network."""

from collections.abc import Sequence
from datetime import date, datetime, time
from itertools import islice
from typing import TextIO

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import formats, timezone
from django.utils.safestring import SafeString, mark_safe

from couples.models import User
from leaving.shelves import Row, Shelf, Value

HANDFUL = 100  # rows drawn at once
STYLES = ("tokens", "copy")

Entry = list[tuple[str, str]]


def write(file: TextIO, every: Sequence[Shelf], person: User, at: datetime) -> None:
    _part(file, "top", {"person": person, "at": at, "style": _style()})
    for shelf in every:
        entries = (_entry(shelf, row) for row in shelf.rows(person))
        handful = list(islice(entries, HANDFUL))
        if handful:
            _part(file, "shelf", {"shelf": shelf})
        while handful:
            _part(file, "entries", {"entries": handful})
            handful = list(islice(entries, HANDFUL))
    _part(file, "end", {})


def _part(file: TextIO, name: str, context: dict[str, object]) -> None:
    file.write(render_to_string(f"leaving/copy_page.html#{name}", context))


def _entry(shelf: Shelf, row: Row) -> Entry:
    """What there is of a row, each value behind its words; an empty one is left out."""
    named = zip(shelf.columns.values(), row, strict=True)
    return [(label, shown) for label, value in named if (shown := in_words(value))]


def in_words(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return formats.date_format(timezone.localtime(value), "j F Y, H:i")
    if isinstance(value, date):
        return formats.date_format(value, "l j F Y")
    if isinstance(value, time):
        return formats.time_format(value, "H:i")
    return str(value) if isinstance(value, str | int) else "; ".join(value)


def _style() -> SafeString:
    """The colours and type of the house, within the page: it has no network to ask."""
    folder = settings.BASE_DIR / "static" / "css"
    sheets = [(folder / f"{name}.css").read_text() for name in STYLES]
    return mark_safe(f"<style>{''.join(sheets)}</style>")  # noqa: S308 - our own files
