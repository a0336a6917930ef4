from datetime import date
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.translation import get_language

TWO_MONTHS = 64


def short(day: date) -> str:
    return _short(day, get_language())


@lru_cache(maxsize=TWO_MONTHS)
def _short(day: date, language: str | None) -> str:
    """A caseload says the same few days a hundred times, and to format one is slow."""
    return date_format(day, "j M")
