"""One calm line on Today when the two have reached something. An app above says what it is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from couples.models import Couple, User


@dataclass(frozen=True, slots=True)
class Celebration:
    title: str
    line: str
    url: str


Provider = Callable[[User, Couple, datetime], Celebration | None]
_providers: list[Provider] = []


def register(provider: Provider) -> None:
    if provider not in _providers:
        _providers.append(provider)


def for_person(person: User, couple: Couple, now: datetime) -> Celebration | None:
    found = (provider(person, couple, now) for provider in _providers)
    return next((celebration for celebration in found if celebration), None)
