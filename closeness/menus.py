"""What both chose, and how much of it a week's page holds: pure."""

from collections.abc import Collection
from typing import Final

from closeness.decks import keyed

MOST: Final = 5


def chosen(
    one: Collection[str], other: Collection[str], *, secret: str, done: Collection[str] = ()
) -> list[str]:
    """Up to five of what both said yes to, in an order that has nothing to do with how or when they said it.

    The order is fixed for good, like the decks: what is left out today because there is no room for it
    is left out tomorrow as well, so that waiting tells nothing. What both have `done` lately makes room.
    """
    both = set(one) & set(other)
    ordered = sorted(both, key=lambda name: (name in done, keyed(secret, "menu", name)))
    return ordered[:MOST]


def idea(offered: Collection[str], *, occasion: str) -> str | None:
    """One of what anyone may do, the same for both; `occasion`: names couple and week."""
    return min(offered, key=lambda name: keyed(occasion, "idea", name), default=None)
