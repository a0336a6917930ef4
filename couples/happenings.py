"""What took place, told to whoever listens, in the transaction of its cause.

Apps above register in `AppConfig.ready()`; the arrow of the import stays downward. A listener runs
within the cause's transaction: if it fails, the cause fails with it, and nothing is half done.
"""

from collections.abc import Callable
from datetime import date, datetime

from couples.models import Couple, Happening, User

Kind = Happening.Kind
Listener = Callable[[Happening], None]

_listeners: dict[str, list[Listener]] = {}


def listen(listener: Listener, *kinds: Kind) -> None:
    for kind in kinds:
        known = _listeners.setdefault(kind, [])
        if listener not in known:
            known.append(listener)


def record(kind: Kind, *, couple: Couple, by: User | None, on: date, now: datetime) -> Happening:
    happening = Happening.objects.create(kind=kind, couple=couple, by=by, on=on, at=now)
    for listener in _listeners.get(kind, []):
        listener(happening)
    return happening
