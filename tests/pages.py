"""Every address of the site, read from its URLconf, with something in each of its gaps."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from privacy.identifiers import LENGTH

GAPS: dict[str, Any] = {
    "public_id": "A" * LENGTH,
    "day": date(2026, 5, 6),
    "month": date(2026, 5, 1),
    "int": 1,
    "slug": "a-true-thank-you",
    "str": "x",
    "path": "x",
    "uuid": "00000000-0000-0000-0000-000000000000",
}
NAMED_GAPS = {"token": "A" * 43, "uidb36": "1", "key": "a-b", "app_label": "couples", "url": "x/"}


@dataclass(frozen=True)
class Address:
    path: str
    view: Callable[..., Any]
    name: str
    gaps: tuple[tuple[str, str], ...]

    @property
    def url(self) -> str:
        return reverse(self.name, kwargs={gap: self._fill(gap, kind) for gap, kind in self.gaps})

    def _fill(self, gap: str, kind: str) -> Any:
        return NAMED_GAPS.get(gap) or GAPS[kind]

    @property
    def is_admin(self) -> bool:
        return self.path.startswith("admin/")

    @property
    def is_allauth(self) -> bool:
        return self.view.__module__.startswith("allauth.")


def addresses() -> list[Address]:
    return sorted(_walk(get_resolver().url_patterns, "", ""), key=lambda one: one.path)


def named() -> list[Address]:
    """Those that a name leads to: the others only forward, or answer that nothing is there."""
    return [one for one in addresses() if one.name]


def _walk(patterns: list[Any], path: str, namespace: str) -> Iterator[Address]:
    for one in patterns:
        here = path + str(one.pattern)
        if isinstance(one, URLResolver):
            inner = f"{namespace}{one.namespace}:" if one.namespace else namespace
            yield from _walk(one.url_patterns, here, inner)
        elif isinstance(one, URLPattern):
            name = f"{namespace}{one.name}" if one.name else ""
            yield Address(here, one.callback, name, _gaps(here))


def _gaps(path: str) -> tuple[tuple[str, str], ...]:
    plain = [(name, kind or "str") for kind, name in re.findall(r"<(?:(\w+):)?(\w+)>", path)]
    named = [(name, "str") for name in re.findall(r"\(\?P<(\w+)>", path)]
    return tuple(dict(plain + named).items())


def send(browser: Client, path: str, **fields: Any) -> Any:
    """As the form of the page does it, with the therapist whom the page names."""
    named = re.search(r'name="link" value="([^"]+)"', browser.get(path).content.decode())
    return browser.post(path, fields | ({"link": named[1]} if named else {}))
