"""Everybody's own key. Whoever is erased loses it, and with it all that they wrote, in every backup.

The wrapped keys live in a schema of their own, which the backup of the database leaves out. An open key
is kept no longer than the transaction that asked for it (`context.memory`), so that a destroyed one is
gone from every process with the next request.
"""

import logging
import secrets
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import connection

from privacy import context, masters, ready
from privacy.tokens import CannotBeOpened, DataKey, KeyIsGone

logger = logging.getLogger(__name__)

Row = tuple[int, int, str, bytes, bool]

FIND = "SELECT id, person_id, master, wrapped, replaced_at IS NULL FROM keys.person WHERE"
# The same of a row of keys.person that another question has joined as `key`.
COLUMNS = "key.id, key.person_id, key.master, key.wrapped, key.replaced_at IS NULL"
MAKE = """INSERT INTO keys.person (id, person_id, master, wrapped) VALUES (%s, %s, %s, %s)
ON CONFLICT (person_id) WHERE replaced_at IS NULL DO NOTHING"""


@dataclass(slots=True)
class Ring:
    """`known`: by id, None for a key that cannot be had; `current`: by person, what seals new words;
    `wanted`: named by values that were read.
    """

    known: dict[int, DataKey | None] = field(default_factory=dict)
    current: dict[int, DataKey] = field(default_factory=dict)
    wanted: set[int] = field(default_factory=set)

    def take(self, rows: Iterable[Row]) -> None:
        for row in rows:
            key = self.known[row[0]] = opened(*row)
            if key and key.is_current:
                self.current[key.person_id] = key


def of(person_id: int) -> DataKey:
    """What this person's words are sealed with from now on; made on first use."""
    ring = _ring()
    if person_id not in ring.current:
        ring.take(_rows("person_id = %s AND replaced_at IS NULL", person_id))
    return ring.current.get(person_id) or _made(person_id)


def find(key_id: int) -> DataKey:
    """The key that a value names. The first look brings the keys of all values that were read so far."""
    ring = _ring()
    if key_id not in ring.known:
        ring.wanted.add(key_id)
        ring.known |= dict.fromkeys(ring.wanted)
        ring.take(_rows("id = ANY(%s)", list(ring.wanted)))
        ring.wanted.clear()
    key = ring.known[key_id]
    if key is None:
        raise KeyIsGone(f"There is no key {key_id} for whoever asks.")
    return key


def want(key_id: int) -> None:
    """A value that was read names this one; it will be brought with the first that is opened."""
    ring = _ring()
    if key_id not in ring.known:
        ring.wanted.add(key_id)


def bring(rows: Iterable[Row]) -> None:
    """Keys that came with the words that they open."""
    _ring().take(rows)


def fetch(*, people: Collection[int], named: Collection[int]) -> None:
    """Many at once: the current keys of these people, and those that values name."""
    ring = _ring()
    ring.take(_rows("person_id = ANY(%s) AND replaced_at IS NULL", list(people)))
    ring.wanted |= set(named)


def destroy(person_id: int) -> None:
    """For good: what the person wrote is from here on noise, wherever a copy of it lies."""
    context.memory().clear()
    with context.as_keeper(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM keys.person WHERE person_id = %s", [person_id])


def fresh(person_id: int) -> tuple[int, int, str, bytes]:
    """A new key, wrapped, as a row to insert."""
    key_id, master = secrets.randbits(63), masters.current()
    wrapped = master.wrap(AESGCM.generate_key(bit_length=256), purpose(key_id, person_id))
    return key_id, person_id, master.name, wrapped


def purpose(key_id: int, person_id: int) -> str:
    """Bound to a wrapped key, so that nobody's can be laid under somebody else's name."""
    return f"key {key_id} of person {person_id}"


def opened(
    key_id: int, person_id: int, master: str, wrapped: bytes, is_current: bool
) -> DataKey | None:
    try:
        secret = masters.named(master).unwrap(bytes(wrapped), purpose(key_id, person_id))
    except CannotBeOpened as reason:
        logger.error("Key %s of person %s: %s", key_id, person_id, reason)  # noqa: TRY400 - a traceback may repeat words
        return None
    return DataKey(key_id, person_id, AESGCM(secret), is_current)


def _made(person_id: int) -> DataKey:
    """Not remembered: should a savepoint roll it back, the next words must not be sealed with it."""
    with connection.cursor() as cursor:
        cursor.execute(MAKE, fresh(person_id))
    ring = Ring()
    ring.take(_rows("person_id = %s AND replaced_at IS NULL", person_id))
    if person_id not in ring.current:
        raise KeyIsGone(f"The key of person {person_id} is not for whoever asks.")
    return ring.current[person_id]


def _rows(condition: str, parameter: int | list[int]) -> list[Row]:
    rows: list[Any] = ready.ask(f"{FIND} {condition}", [parameter])
    return rows


def _ring() -> Ring:
    memory = context.memory()
    ring: Ring | None = memory.get("keys")
    if ring is None:
        ring = memory["keys"] = Ring()
    return ring
