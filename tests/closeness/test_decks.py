from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from closeness import decks, menus
from closeness.decks import AT_LEAST, Deck
from closeness.menus import Lately

NAMES = [f"option-{number}" for number in range(30)]
DAY = date(2026, 5, 10)
WEEK = timedelta(weeks=1)


class TestADeck:
    def test_it_has_what_it_has_for_good(self) -> None:
        deck = Deck("secret")
        assert [deck.has(name) for name in NAMES] == [Deck("secret").has(name) for name in NAMES]

    def test_of_the_cards_of_one_the_other_has_two_thirds_and_never_all(self) -> None:
        shared = total = 0
        for number in range(500):
            hers, his = Deck(f"a{number}"), Deck(f"b{number}")
            mine = list(filter(hers.has, NAMES))
            total, shared = total + len(mine), shared + sum(map(his.has, mine))
        assert abs(shared / total - 0.65) < 0.02

    def test_a_fresh_one_has_enough_to_begin_with(self) -> None:
        for _ in range(50):
            deck = decks.fresh(NAMES)
            assert sum(map(deck.has, NAMES)) >= AT_LEAST

    def test_no_two_are_alike(self) -> None:
        assert decks.fresh(NAMES).secret != decks.fresh(NAMES).secret


class TestDealing:
    def test_at_first_everything_of_ones_deck(self) -> None:
        deck = decks.fresh(NAMES)
        assert sorted(decks.dealt(deck, NAMES, {}, DAY).due) == sorted(filter(deck.has, NAMES))

    def test_nothing_of_what_is_not_in_it(self) -> None:
        deck = decks.fresh(NAMES)
        hand = decks.dealt(deck, NAMES, dict.fromkeys(NAMES[:20], DAY), DAY)
        assert all(map(deck.has, (*hand.due, *hand.early)))

    def test_after_28_days_a_card_comes_again_and_not_before(self) -> None:
        deck = decks.fresh(NAMES)
        every = decks.dealt(deck, NAMES, {}, DAY).due
        asked = dict.fromkeys(every, DAY)
        asked[every[0]] = DAY - 3 * WEEK
        assert decks.dealt(deck, NAMES, asked, DAY).due == []
        assert decks.dealt(deck, NAMES, asked, DAY + WEEK).due == [every[0]]
        assert set(decks.dealt(deck, NAMES, asked, DAY + 4 * WEEK).due) == set(every)

    @given(st.dictionaries(st.sampled_from(NAMES), st.integers(0, 3)))
    def test_never_fewer_than_twelve(self, weeks: dict[str, int]) -> None:
        """Of what was asked lately the oldest come early."""
        deck = _enough()
        asked = {name: DAY - ago * WEEK for name, ago in weeks.items()}
        dealt = decks.dealt(deck, NAMES, asked, DAY)
        hand = [*dealt.due, *dealt.early]
        assert len(hand) >= AT_LEAST
        assert len(hand) == len(set(hand))
        early = [asked[name] for name in dealt.early]
        left = [asked[name] for name in asked if name not in hand and deck.has(name)]
        assert not early or not left or max(early) <= min(left)


class TestAMenu:
    def test_holds_five_at_most_of_what_both_chose(self) -> None:
        chosen = menus.chosen(NAMES, NAMES[3:], secret="s")
        assert len(chosen) == menus.MOST
        assert set(chosen) <= set(NAMES[3:])

    def test_is_the_same_in_whatever_order_they_chose(self) -> None:
        assert menus.chosen(NAMES, NAMES, secret="s") == menus.chosen(
            NAMES[::-1], NAMES, secret="s"
        )

    def test_what_both_have_done_makes_room(self) -> None:
        first = menus.chosen(NAMES, NAMES, secret="s")
        lately = Lately(done=first)
        assert not set(first) & set(menus.chosen(NAMES, NAMES, secret="s", lately=lately))

    def test_of_what_stood_last_week_some_rests_and_makes_no_room(self) -> None:
        """So that a thing that is gone was taken back by nobody, as far as one can tell."""
        first, left = menus.chosen(NAMES, NAMES, secret="s"), 0
        for number in range(400):
            lately = Lately(stood=first, week=f"{number}")
            page = menus.chosen(NAMES, NAMES, secret="s", lately=lately)
            assert page == [name for name in first if name in page]
            left += len(page)
        assert abs(left / (400 * len(first)) - 0.7) < 0.05

    def test_an_idea_for_anyone_is_there_whatever_they_chose(self) -> None:
        assert menus.idea(NAMES, occasion="w") == menus.idea(NAMES[::-1], occasion="w")
        assert menus.idea([], occasion="w") is None


def _enough() -> Deck:
    return next(
        deck for deck in map(Deck, map(str, range(100))) if sum(map(deck.has, NAMES)) >= AT_LEAST
    )
