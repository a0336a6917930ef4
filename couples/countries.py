"""In which country somebody probably is, as far as their clock or their browser tells. Nobody is asked."""

import re
from functools import cache
from importlib.resources import files

REGION = re.compile(r"\b[a-z]{2,3}-([A-Z]{2})\b")
OURS = {"GB": "United Kingdom"}  # where the tables have another name than our content


def of_zone(zone: str) -> str:
    """Empty where the zone tells none."""
    return _names().get(_codes().get(zone, ""), "")


def of_languages(header: str) -> str:
    """By the first language of a browser that names a country, such as `en-GB`."""
    found = REGION.search(header)
    return _names().get(found[1], "") if found else ""


@cache
def _names() -> dict[str, str]:
    return dict(_table("iso3166.tab", key=0, value=1)) | OURS


@cache
def _codes() -> dict[str, str]:
    return dict(_table("zone.tab", key=2, value=0))


def _table(name: str, *, key: int, value: int) -> list[tuple[str, str]]:
    lines = (files("tzdata") / "zoneinfo" / name).read_text().splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(row[key], row[value]) for row in rows]
