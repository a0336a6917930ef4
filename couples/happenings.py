"""What took place, told to whoever listens, in the transaction of its cause.

Apps above register in `AppConfig.ready()`; the arrow of the import stays downward. A listener runs
within the cause's transaction: if it fails, the cause fails with it, and nothing is half done.
"""

from collections.abc import Callable
from datetime import date, datetime

from couples.models import Couple, Happening, User
from privacy import ready

Kind = Happening.Kind
# Always the same statement: making it anew takes longer than running it.
COLUMNS = ("public_id", "kind", "couple_id", "by_id", "on", "at")
ADD = """
INSERT INTO couples_happening (public_id, kind, couple_id, by_id, "on", at)
VALUES (%(public_id)s, %(kind)s, %(couple_id)s, %(by_id)s, %(on)s, %(at)s) RETURNING id
"""
Listener = Callable[[Happening], None]

_listeners: dict[str, list[Listener]] = {}


def listen(listener: Listener, *kinds: Kind) -> None:
    for kind in kinds:
        known = _listeners.setdefault(kind, [])
        if listener not in known:
            known.append(listener)


def record(kind: Kind, *, couple: Couple, by: User | None, on: date, now: datetime) -> Happening:
    happening = Happening(kind=kind, couple=couple, by=by, on=on, at=now)
    _add(happening)
    tell(happening)
    return happening


def tell(happening: Happening) -> None:
    """Of what its cause has written down by itself."""
    for listener in _listeners.get(happening.kind, []):
        listener(happening)


def _add(happening: Happening) -> None:
    row = {name: getattr(happening, name) for name in COLUMNS}
    ((happening.pk,),) = ready.ask(ADD, row)
