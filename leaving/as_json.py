"""For programs: one object, a list for each shelf, times with their offset, words exactly as typed."""

import json
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import TextIO

from couples.models import User
from leaving.shelves import Shelf


def write(file: TextIO, every: Sequence[Shelf], person: User, at: datetime) -> None:
    file.write(f'{{\n"made_at": {_dumped(at)}')
    for shelf in every:
        file.write(f",\n{_dumped(shelf.name)}: [")
        for number, row in enumerate(shelf.rows(person)):
            named = dict(zip(shelf.columns, row, strict=True))
            file.write(f"{',' if number else ''}\n{_dumped(named)}")
        file.write("\n]")
    file.write("\n}\n")


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=_in_iso)


def _in_iso(value: date | time) -> str:
    """A datetime is a date."""
    return value.isoformat()
