"""Words that must stand in an address: sealed by whoever asked, so that they open for nobody else."""

import base64

from privacy import keys, tokens
from privacy.tokens import CannotBeOpened


def seal(words: str, *, person_id: int, place: bytes) -> str:
    token = tokens.seal(words, keys.of(person_id), place)
    return base64.urlsafe_b64encode(token).decode().rstrip("=")


def open_(address: str, *, place: bytes) -> str | None:
    """None for what this person did not ask."""
    try:
        token = base64.urlsafe_b64decode(address + "=" * (-len(address) % 4))
        return tokens.open_(token, keys.find(tokens.key_id(token)), place)
    except (ValueError, CannotBeOpened):
        return None
