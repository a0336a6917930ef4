from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from checkins import facts
from checkins.facts import Rating
from couples.models import Couple, User
from privacy.context import acting_as, as_steward
from tests import factories

FIRST = date(2026, 5, 1)
LAST = date(2026, 5, 7)


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


class TestFacts:
    @pytest.fixture(autouse=True)
    def week(self, alice: User, bob: User, couple: Couple, now: datetime) -> Iterator[None]:
        thanks = {"appreciation": "Thank you."}
        days: list[tuple[User, dict[str, Any]]] = [
            (alice, {"stress": 9}),
            (bob, {}),
            (alice, {"closeness": 2}),
            (bob, {"stress": 1}),
        ]
        for number, (one, fields) in enumerate(days):
            note = ("A note.", "partner" if one == alice else "only_me")
            on = day(number // 2)
            factories.check_in(one, couple, on, now=now, words=thanks, note=note, **fields)
        factories.check_in(alice, couple, day(4), now=now)
        with as_steward():
            yield

    def test_name_the_days_of_each(self, alice: User, bob: User, couple: Couple) -> None:
        assert facts.days(couple, start=FIRST, end=LAST) == {
            alice.pk: {day(0), day(1), day(4)},
            bob.pk: {day(0), day(1)},
        }

    def test_name_the_days_of_both(self, couple: Couple) -> None:
        assert facts.days_of_both(couple, start=FIRST, end=LAST) == [day(0), day(1)]
        assert facts.days_of_both(couple, start=day(1), end=LAST) == [day(1)]

    def test_name_hard_days(self, couple: Couple) -> None:
        assert facts.hard_days(couple, start=FIRST, end=LAST) == [day(0), day(1)]

    def test_give_ratings_by_person_and_day(self, bob: User, couple: Couple) -> None:
        rows = facts.ratings([couple.pk], start=FIRST, end=LAST)
        assert len(rows) == 5
        assert Rating(couple.pk, bob.pk, day(1), 5, 1) in rows

    def test_are_nobody_elses(self, mallory: User, other_couple: Couple, couple: Couple) -> None:
        with acting_as(mallory):
            assert not facts.ratings([couple.pk], start=FIRST, end=LAST)
