"""Who is asking. Every query runs for somebody, and the database knows for whom.

The row-level security policies read four settings of the running transaction: `app.user_id` (whose
eyes), `app.door` (`open` where sign-in must find people), `app.staff` (content and accounts work) and
`app.token` (the hash of a link that the visitor holds). Without them there are no rows.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol

from django.db import connection, transaction


class Person(Protocol):
    pk: int
    is_staff: bool


@dataclass(frozen=True, slots=True)
class Asker:
    user_id: int | None = None
    door: bool = False
    staff: bool = False
    token: str = ""
    role: str = "moments_web"

    @property
    def settings(self) -> dict[str, str]:
        return {
            "app.user_id": str(self.user_id or ""),
            "app.door": "open" if self.door else "",
            "app.staff": "yes" if self.staff else "",
            "app.token": self.token,
            "role": self.role,
        }


NOBODY = Asker()
_current: ContextVar[Asker] = ContextVar("asker", default=NOBODY)
_memory: ContextVar[dict[str, Any] | None] = ContextVar("memory", default=None)


def current() -> Asker:
    return _current.get()


def memory() -> dict[str, Any]:
    """What was learnt as this asker: it ends with the transaction, and nobody else asks into it."""
    kept = _memory.get()
    return {} if kept is None else kept


def tell(asker: Asker) -> None:
    """Say who is asking for the rest of the running transaction, in one round trip."""
    known = _current.get().settings
    changed = {name: value for name, value in asker.settings.items() if value != known[name]}
    _current.set(asker)
    if changed:
        _memory.set({})
        database: Any = connection
        database.set_for_now(changed)


def tell_time(now: datetime) -> None:
    """For policies that ask what day it is, until the transaction ends. As shipped, the database does not
    believe it and looks at its own clock (`privacy_clock`).
    """
    database: Any = connection
    database.set_for_now({"app.now": now.isoformat()})


@contextmanager
def asking(asker: Asker) -> Iterator[None]:
    """Run the block in a transaction as this asker, then as whoever asked before.

    A transaction that ends, or a savepoint that rolls back, takes its settings with it; only a
    savepoint that succeeds has to be told what held before it.
    """
    nested = connection.in_atomic_block
    before, learnt = _current.get(), _memory.get()
    try:
        with transaction.atomic():
            _memory.set({})
            tell(asker)
            yield
            if nested and not connection.needs_rollback:
                tell(before)
    finally:
        _current.set(before)
        _memory.set(learnt)


@contextmanager
def acting_as(person: Person) -> Iterator[None]:
    """For jobs, commands and tests: the block sees what this person may see."""
    with asking(Asker(user_id=person.pk, staff=person.is_staff)):
        yield


@contextmanager
def as_steward() -> Iterator[None]:
    """The house itself, where one rule must look at both partners: reminders, milestones, sums.

    What the steward may touch is listed policy by policy; nothing it reads may reach a page as it is.
    """
    with asking(replace(_current.get(), role="moments_steward")):
        yield


@contextmanager
def as_keeper() -> Iterator[None]:
    """Whoever keeps the keys: may make, change and destroy them, and put new ciphertext for old."""
    with asking(Asker(role="moments_keeper")):
        yield


@contextmanager
def as_dealer() -> Iterator[None]:
    """Whoever deals the cards and closes the rounds: alone in reading what two people said in private."""
    with asking(Asker(role="moments_dealer")):
        yield


@contextmanager
def holding(token_hash: str) -> Iterator[None]:
    """The block may also see the invitation whose link the visitor holds."""
    with asking(replace(_current.get(), token=token_hash)):
        yield
