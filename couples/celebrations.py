"""One calm line on Today when the two have reached something. An app above says what it is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from couples import glance
from couples.models import Couple, User


@dataclass(frozen=True, slots=True)
class Celebration:
    title: str
    line: str
    url: str


Provider = Callable[[User, Couple, datetime], Celebration | None]
_providers: dict[str, Provider] = {}


def register(name: str, provider: Provider, *, when: glance.When) -> None:
    _providers[name] = provider
    glance.register(name, when)


def for_person(
    person: User, couple: Couple, now: datetime, seen: glance.Seen
) -> Celebration | None:
    worth_asking = (provider for name, provider in _providers.items() if seen[name])
    found = (provider(person, couple, now) for provider in worth_asking)
    return next((celebration for celebration in found if celebration), None)
