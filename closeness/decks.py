"""Whose deck holds what, and what of it is dealt: pure, by keyed hashes that nobody can look into.

Each of the two has their own deck. Of the cards in one's own, the other has `SHARE`; which ones, nobody can
tell, and it stays so for good. So whoever says yes to a thing and never meets it again cannot tell a no
from a card that the other never had. Noise made anew each week would average away.
"""

import hmac
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from closeness.models.round import HOLDS

SHARE: Final = 0.65
AT_LEAST: Final = 12
SCALE: Final = 2**64


def keyed(secret: str, *words: str) -> bytes:
    return hmac.digest(secret.encode(), "\0".join(words).encode(), "sha256")


def fraction(secret: str, *words: str) -> float:
    """From 0 up to 1, as if by chance, and always the same."""
    return int.from_bytes(keyed(secret, *words)[:8]) / SCALE


@dataclass(frozen=True, slots=True)
class Deck:
    """`name`s: of options, the same for both of a couple."""

    secret: str

    def has(self, name: str) -> bool:
        return fraction(self.secret, "has", name) < SHARE

    def order(self, name: str) -> bytes:
        return keyed(self.secret, "order", name)


def fresh(first: Collection[str]) -> Deck:
    """One that holds enough to begin with, out of what everybody begins with: nearly each one does."""
    enough = AT_LEAST if len(first) >= 2 * AT_LEAST else 0
    while True:
        deck = Deck(secrets.token_hex(32))
        if sum(map(deck.has, first)) >= enough:
            return deck


@dataclass(frozen=True, slots=True)
class Hand:
    """`due`: asked for the first time, or again after 28 days; `early`: asked besides, so that there is
    enough to choose from. Whoever passes over an early card leaves what they said before as it is.
    """

    due: list[str]
    early: list[str]


def dealt(deck: Deck, names: Collection[str], asked: Mapping[str, date], on: date) -> Hand:
    """What a round that closes `on` asks of the `names` that are open to its owner; `asked`: when the round
    closed in which each was last due. What was answered plays no part in it: a hand would tell.
    """
    mine = sorted(filter(deck.has, names), key=deck.order)
    due = [name for name in mine if name not in asked or asked[name] + HOLDS <= on]
    rest = [name for name in mine if name not in due]
    rest.sort(key=lambda name: (asked[name], keyed(deck.secret, "early", name, f"{on}")))
    return Hand(due, rest[: max(0, AT_LEAST - len(due))])
