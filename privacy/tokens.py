"""Sealed values: AES-256-GCM, the key that was used named in front, the place bound to the value.

    format version (1 byte) | id of the data key (8) | nonce (12) | ciphertext and tag

Whoever copies a value to another row, column or person finds that it no longer opens there.
"""

import os
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

FORMAT = b"\1"
NONCE = 12
HEAD = 9
TAG = 16
STEP = 256
END = b"\x80"  # after the value; zeros up to the size follow


class CannotBeOpened(Exception):
    """The value, its place or its key is not what it was when somebody sealed it."""


class KeyIsGone(CannotBeOpened):
    """The key was destroyed with the person's account, or is not for whoever asks."""


@dataclass(frozen=True, slots=True)
class DataKey:
    """One person's own key; `is_current`: new words are sealed with it."""

    id: int
    person_id: int
    cipher: AESGCM
    is_current: bool = True


def seal(words: str, key: DataKey, place: bytes, *, step: int = STEP) -> bytes:
    return seal_bytes(padded(words.encode(), step), key, place)


def open_(token: bytes, key: DataKey, place: bytes) -> str:
    padded_words = open_bytes(token, key, place)
    return padded_words[: padded_words.rindex(END)].decode()


def seal_bytes(data: bytes, key: DataKey, place: bytes) -> bytes:
    """As long as it is: for what is no word of anybody, and cut into pieces of one size."""
    nonce = os.urandom(NONCE)
    return FORMAT + key.id.to_bytes(8, "big") + nonce + key.cipher.encrypt(nonce, data, place)


def open_bytes(token: bytes, key: DataKey, place: bytes) -> bytes:
    if token[:1] != FORMAT or key_id(token) != key.id or len(token) < HEAD + NONCE + TAG:
        raise CannotBeOpened("This is no value that was sealed with this key.")
    try:
        return key.cipher.decrypt(token[HEAD : HEAD + NONCE], token[HEAD + NONCE :], place)
    except InvalidTag:
        raise CannotBeOpened("The value, its place or its key has been changed.") from None


def place(table: str, column: str, owner: int, *row: object) -> bytes:
    """Where a value belongs; `row`: what names the row, and its version where it has one."""
    return "|".join(map(str, (table, column, owner, *row))).encode()


def key_id(token: bytes) -> int:
    return int.from_bytes(token[1:HEAD], "big")


def padded(value: bytes, step: int = STEP) -> bytes:
    """Up to the next multiple of `step`, so that a size tells little."""
    return value + END + b"\0" * (-(len(value) + 1) % step)
