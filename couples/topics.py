"""What two may choose to speak about. An app above offers its words; another lets people choose from them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Topic:
    slug: str
    label: str


Offers = Callable[[], Sequence[Topic]]

_offers: dict[str, Offers] = {}


def register(name: str, offers: Offers) -> None:
    _offers[name] = offers


def offered() -> list[Topic]:
    return [topic for offers in _offers.values() for topic in offers()]


def label(slug: str) -> str:
    """As it is called now; nothing for what is no longer offered."""
    return next((topic.label for topic in offered() if topic.slug == slug), "")
