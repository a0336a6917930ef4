"""For spreadsheets: one table a shelf.

A cell that a spreadsheet would take for a formula begins with an apostrophe (OWASP ASVS 5.0, 1.2.10);
the JSON beside it has the words without.
"""

import csv
from datetime import date, datetime, time
from typing import TextIO

from couples.models import User
from leaving.shelves import Shelf, Value

BYTE_ORDER_MARK = "\ufeff"  # without it some spreadsheets take UTF-8 for something else
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\0")


def write(file: TextIO, shelf: Shelf, person: User) -> None:
    file.write(BYTE_ORDER_MARK)
    table = csv.writer(file)
    table.writerow(shelf.columns)
    for row in shelf.rows(person):
        table.writerow([cell(value) for value in row])


def cell(value: Value) -> str | int:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return value
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    return safe(value if isinstance(value, str) else "; ".join(value))


def safe(words: str) -> str:
    return f"'{words}" if words.startswith(FORMULA) else words
