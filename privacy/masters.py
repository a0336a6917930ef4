"""Master keys: they wrap the keys of people, and nothing else. The first one is the current one."""

import os
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import connection

from privacy import context
from privacy.tokens import NONCE, CannotBeOpened

SONG = b"the canary sings"


class KeysDoNotFit(Exception):
    """The site must not start: what people wrote could not be opened, or only in part."""


@dataclass(frozen=True)
class Master:
    digits: str

    @cached_property
    def name(self) -> str:
        """Tells which one it is, and nothing about it."""
        return sha256(b"moments master key " + bytes.fromhex(self.digits)).hexdigest()[:16]

    @cached_property
    def cipher(self) -> AESGCM:
        return AESGCM(bytes.fromhex(self.digits))

    def wrap(self, secret: bytes, purpose: str) -> bytes:
        nonce = os.urandom(NONCE)
        return nonce + self.cipher.encrypt(nonce, secret, purpose.encode())

    def unwrap(self, wrapped: bytes, purpose: str) -> bytes:
        try:
            return self.cipher.decrypt(wrapped[:NONCE], wrapped[NONCE:], purpose.encode())
        except InvalidTag:
            raise CannotBeOpened(f"The master key {self.name} does not open this key.") from None


def known() -> dict[str, Master]:
    """By name, the current one first."""
    return _known(tuple(settings.MASTER_KEYS))


@cache
def _known(keys: tuple[str, ...]) -> dict[str, Master]:
    masters = [Master(digits) for digits in keys]
    return {master.name: master for master in masters}


def current() -> Master:
    return next(iter(known().values()))


def named(name: str) -> Master:
    try:
        return known()[name]
    except KeyError:
        raise CannotBeOpened(f"There is no master key {name}.") from None


def open_canaries() -> None:
    """At every start: each master key that was ever used is here and opens what it sealed."""
    with context.as_keeper(), connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT master FROM keys.person")
        used = {name for (name,) in cursor.fetchall()}
        cursor.execute("SELECT master, sealed FROM keys.canary")
        canaries = {name: bytes(sealed) for name, sealed in cursor.fetchall()}
        _refuse_missing(used | set(canaries))
        for name, sealed in canaries.items():
            _listen(known()[name], sealed)
        cursor.executemany(
            "INSERT INTO keys.canary (master, sealed) VALUES (%s, %s) ON CONFLICT DO NOTHING",
            [
                (name, master.wrap(SONG, "canary"))
                for name, master in known().items()
                if name not in canaries
            ],
        )


def _refuse_missing(names: set[str]) -> None:
    if missing := names - set(known()):
        raise KeysDoNotFit(
            f"MASTER_KEYS lacks {', '.join(sorted(missing))}: words are sealed under it. "
            "Give it back, behind the current one."
        )


def _listen(master: Master, sealed: bytes) -> None:
    try:
        sings = master.unwrap(sealed, "canary") == SONG
    except CannotBeOpened:
        sings = False
    if not sings:
        raise KeysDoNotFit(f"The canary of the master key {master.name} does not open.")
