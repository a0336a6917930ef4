"""What Today offers next. Apps above register; the first that has something to say is shown."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from couples.models import User


@dataclass(frozen=True, slots=True)
class Suggestion:
    title: str
    text: str
    url: str
    action: str
    minutes: int = 0


Provider = Callable[[User, datetime], Suggestion | None]
_providers: dict[int, Provider] = {}


def register(provider: Provider, *, order: int) -> None:
    """Each place is taken once: a second provider there would silence the first."""
    if _providers.setdefault(order, provider) is not provider:
        raise ValueError(f"Place {order} is taken by {_providers[order].__name__}.")


def for_person(person: User, now: datetime) -> Suggestion | None:
    found = (_providers[order](person, now) for order in sorted(_providers))
    return next((suggestion for suggestion in found if suggestion), None)
