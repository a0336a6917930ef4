"""The number, against values worked by hand from the formula, and what must hold of it whatever is given."""

from datetime import date
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goals import attainment
from goals.attainment import in_words, latest, of_both, over_time, t_score

steps = st.lists(st.floats(-2, 2), min_size=1, max_size=5)
BEGAN, THEN = date(2026, 5, 6), date(2026, 5, 20)


class TestScore:
    @pytest.mark.parametrize(
        ("given", "score"),
        [
            ([0], 50),
            ([1], 60),
            ([-2], 30),
            ([1, 1], 50 + 20 / sqrt(2.6)),  # 0.7·2 + 0.3·4
            ([2, -1, 0], 50 + 10 / sqrt(4.8)),  # 0.7·3 + 0.3·9
            ([2, 2, 2, 2, 2], 50 + 100 / sqrt(11)),  # 0.7·5 + 0.3·25
        ],
    )
    def test_by_hand(self, given: list[float], score: float) -> None:
        assert t_score(given) == pytest.approx(score)

    def test_by_hand_with_weights(self) -> None:
        """3·1 + 1·(−1) = 2; 0.7·10 + 0.3·16 = 11.8."""
        assert t_score([1, -1], [3, 1]) == pytest.approx(50 + 20 / sqrt(11.8))

    def test_goals_that_do_not_go_together_at_all(self) -> None:
        assert t_score([1, 1], rho=0) == pytest.approx(50 + 20 / sqrt(2))

    @pytest.mark.parametrize("wrong", [([], None), ([1, 2], [1])])
    def test_what_makes_no_sense_has_none(self, wrong: tuple[list[float], list[float]]) -> None:
        with pytest.raises(ValueError, match=r"goal|zip"):
            t_score(*wrong)

    @given(st.integers(1, 5))
    def test_fifty_is_what_was_hoped_for(self, number: int) -> None:
        assert t_score([0] * number) == 50

    @given(steps)
    def test_as_far_above_as_below(self, given: list[float]) -> None:
        assert t_score(given) + t_score([-one for one in given]) == pytest.approx(100)

    @given(steps, st.data())
    def test_further_is_never_less(self, given: list[float], data: st.DataObject) -> None:
        place = data.draw(st.integers(0, len(given) - 1))
        further = [*given]
        further[place] = data.draw(st.floats(given[place], 2))
        assert t_score(further) >= t_score(given)

    @given(steps)
    def test_the_order_of_goals_does_not_count(self, given: list[float]) -> None:
        assert t_score(given) == pytest.approx(t_score(given[::-1]))

    @given(steps)
    def test_it_stays_near_its_picture(self, given: list[float]) -> None:
        assert attainment.LOWEST - 0.2 <= t_score(given) <= attainment.HIGHEST + 0.2


class TestWords:
    @pytest.mark.parametrize(
        ("score", "word"),
        [
            (30, "Well below"),
            (40, "Somewhat below"),
            (50, "About as"),
            (60, "Somewhat beyond"),
            (70, "Well beyond"),
        ],
    )
    def test_come_before_the_number(self, score: float, word: str) -> None:
        assert in_words(score).startswith(word)


class TestOverTime:
    def test_a_goal_stands_halfway_between_two_views(self) -> None:
        assert of_both([1, -2]) == of_both([-2, 1]) == -0.5

    def test_the_newest_of_each_counts(self) -> None:
        assert latest([{BEGAN: -1, THEN: 1}, {BEGAN: 0}, {}]) == t_score([1, 0])
        assert latest([{}]) is None

    def test_each_day_knows_what_came_before(self) -> None:
        scores = over_time([{BEGAN: -1, THEN: 1}, {THEN: 0}])
        assert scores == [(BEGAN, t_score([-1])), (THEN, t_score([1, 0]))]
        assert over_time([{}]) == []
