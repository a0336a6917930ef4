"""Somebody who says yes to everything, to learn what the other says no to, learns very little, ever.

Simulated with the very functions that deal and close. `P`: how probable it is that the other says no to a
card of one's own that has never been on a page, if beforehand it was as likely as not.
"""

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from random import Random

import pytest

from closeness import decks, menus
from closeness.decks import Deck
from closeness.menus import Lately

COUPLES, ROUNDS = 1_000, 10
FEW = tuple(f"option-{number}" for number in range(12))
MANY = tuple(f"option-{number}" for number in range(30))
MONDAY = date(2026, 5, 4)
Serve = Callable[[set[str], set[str], str, Lately], list[str]]


def served(one: set[str], other: set[str], secret: str, lately: Lately) -> list[str]:
    return menus.chosen(one, other, secret=secret, lately=lately)


def listed(one: set[str], other: set[str], secret: str, lately: Lately) -> list[str]:
    """The plain list of all that both chose, from one deck for everybody."""
    return sorted(one & other)


def attacked(
    names: tuple[str, ...], *, couples: int = COUPLES, serve: Serve = served
) -> list[float]:
    """P after each round."""
    unseen, noes = [0] * ROUNDS, [0] * ROUNDS
    random = Random(7)  # noqa: S311 - what people like, not a secret
    for number in range(couples):
        likes = {name for name in names if random.random() < 0.5}
        hers, his = Deck(f"hers {number}"), Deck(f"his {number}")
        ever: set[str] = set()
        page: list[str] = []
        held: tuple[dict[str, date], dict[str, date]] = ({}, {})
        for round_ in range(ROUNDS):
            on = MONDAY + timedelta(weeks=round_)
            for deck, asked in zip((hers, his), held, strict=True):
                asked.update(dict.fromkeys(decks.dealt(deck, names, asked, on).due, on))
            lately = Lately(stood=page, week=f"{on}")
            page = serve(set(held[0]), set(held[1]) & likes, f"{number}", lately)
            ever |= set(page)
            hidden = set(held[0]) - ever
            unseen[round_] += len(hidden)
            noes[round_] += len(hidden - likes)
    return [no / all_ for no, all_ in zip(noes, unseen, strict=True)]


@cache
def honestly(names: tuple[str, ...]) -> list[float]:
    return attacked(names, couples=COUPLES if names == FEW else COUPLES // 3)


@pytest.mark.parametrize("names", [FEW, MANY], ids=["few", "many"])
def test_a_missing_card_is_no_no(names: tuple[str, ...]) -> None:
    by_round = honestly(names)
    assert max(by_round) <= 0.80
    assert abs(by_round[-1] - by_round[0]) <= 0.02


def test_with_room_for_all_it_is_what_two_decks_make_of_it() -> None:
    """Half of 0.5 and 0.35 of the other half: 0.5 / 0.675."""
    assert honestly(FEW)[-1] == pytest.approx(0.74, abs=0.02)


def test_against_the_plain_list_the_same_attacker_knows_everything(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(decks, "SHARE", 1.0)
    assert attacked(FEW, couples=100, serve=listed)[0] == 1.0


def test_noise_that_is_made_anew_would_average_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the fixed decks are for: drawn anew each week, they tell nearly everything in ten."""
    fresh = Random(3)  # noqa: S311 - as above
    monkeypatch.setattr(Deck, "has", lambda deck, name: fresh.random() < decks.SHARE)
    by_round = attacked(FEW, couples=200)
    assert by_round[-1] - by_round[0] > 0.1
