"""What both chose, and how much of it a week's page holds: pure."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from closeness.decks import fraction, keyed

MOST: Final = 5
RESTS: Final = 0.3


@dataclass(frozen=True, slots=True)
class Lately:
    """What both know: what `stood` on the page of last week, and what they have `done`; `week`: a name."""

    stood: Collection[str] = ()
    done: Collection[str] = ()
    week: str = ""


def chosen(
    one: Collection[str], other: Collection[str], *, secret: str, lately: Lately | None = None
) -> list[str]:
    """Up to five of what both said yes to, in an order that has nothing to do with how or when they said it.

    The order is fixed for good, like the decks: what is left out today because there is no room for it
    is left out tomorrow as well, so that waiting tells nothing. What both have done makes room. Of what stood
    last week some rests by itself, and leaves a gap: so that what is gone was not taken back by anybody, as
    far as one can tell.
    """
    lately, both = lately or Lately(), set(one) & set(other)
    ordered = sorted(both, key=lambda name: (name in lately.done, keyed(secret, "menu", name)))
    return [name for name in ordered[:MOST] if not _rests(name, secret, lately)]


def _rests(name: str, secret: str, lately: Lately) -> bool:
    return name in lately.stood and fraction(secret, "rests", name, lately.week) < RESTS


def idea(offered: Collection[str], *, occasion: str) -> str | None:
    """One of what anyone may do, the same for both; `occasion`: names couple and week."""
    return min(offered, key=lambda name: keyed(occasion, "idea", name), default=None)
