"""Who is asking. Every query runs for somebody, and the database knows for whom.

The row-level security policies read four settings of the running transaction: `app.user_id` (whose
eyes), `app.door` (`open` where sign-in must find people), `app.staff` (content and accounts work) and
`app.token` (the hash of a link that the visitor holds). Without them there are no rows.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import Protocol

from django.db import connection, transaction

from privacy import ready


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


def current() -> Asker:
    return _current.get()


def tell(asker: Asker) -> None:
    """Say who is asking for the rest of the running transaction, in one round trip."""
    known = _current.get().settings
    changed = {name: value for name, value in asker.settings.items() if value != known[name]}
    _current.set(asker)
    if changed:
        calls = ", ".join(["set_config(%s, %s, true)"] * len(changed))
        parameters = [word for pair in changed.items() for word in pair]
        ready.ask(f"SELECT {calls}", parameters)


@contextmanager
def asking(asker: Asker) -> Iterator[None]:
    """Run the block in a transaction as this asker, then as whoever asked before.

    A transaction that ends, or a savepoint that rolls back, takes its settings with it; only a
    savepoint that succeeds has to be told what held before it.
    """
    nested = connection.in_atomic_block
    before = _current.get()
    try:
        with transaction.atomic():
            tell(asker)
            yield
            if nested and not connection.needs_rollback:
                tell(before)
    finally:
        _current.set(before)


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
def holding(token_hash: str) -> Iterator[None]:
    """The block may also see the invitation whose link the visitor holds."""
    with asking(replace(_current.get(), token=token_hash)):
        yield
