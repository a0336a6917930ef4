"""The ZIP of a copy: the same shelves three times, for people, for programs and for spreadsheets.

Everything is written as it is read: memory holds a handful of rows and the piece under way.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TextIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils import timezone, translation

from leaving import as_csv, as_html, as_json, shelves
from leaving.models import Export
from leaving.sealing import Pieces

ONLY_MINE = 0o600 << 16  # where a ZIP keeps the rights of a file


def write(export: Export, *, now: datetime) -> int:
    """Runs as the person, within a transaction; gives the size in bytes."""
    person, every = export.person, shelves.every()
    at = person.local_time(now)
    with (
        timezone.override(person.zone),
        translation.override(person.language),
        Pieces(export) as pieces,
        ZipFile(pieces, "w", ZIP_DEFLATED) as archive,
    ):
        with _file(archive, "moments.html", at) as page:
            as_html.write(page, every, person, at)
        with _file(archive, "moments.json", at) as data:
            as_json.write(data, every, person, at)
        for shelf in every:
            with _file(archive, f"tables/{shelf.name}.csv", at) as table:
                as_csv.write(table, shelf, person)
    return pieces.size


@contextmanager
def _file(archive: ZipFile, name: str, at: datetime) -> Iterator[TextIO]:
    info = ZipInfo(name, (at.year, at.month, at.day, at.hour, at.minute, at.second))
    info.compress_type, info.external_attr = ZIP_DEFLATED, ONLY_MINE
    with archive.open(info, "w") as raw, io.TextIOWrapper(raw, "utf-8", newline="") as text:
        yield text
