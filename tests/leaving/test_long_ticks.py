"""A tick that has taken long leaves the rest to the next one, so that reminders are not kept waiting."""

from datetime import datetime

import pytest

from couples.models import Couple, User
from leaving import erasing, exporting
from leaving.models import Erasure
from privacy.context import as_steward
from reminders.delivering import Lease
from tests.leaving.conftest import GRACE, ask, wish


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Half of the time of a tick is over once one thing is done."""
    answers = iter([True])
    monkeypatch.setattr(Lease, "is_fresh", property(lambda lease: next(answers, False)))


@pytest.fixture(autouse=True)
def two(alice: User, bob: User, couple: Couple) -> tuple[User, User]:
    return alice, bob


class TestALongTick:
    def test_makes_no_other_copy(self, two: tuple[User, User], slow: None, now: datetime) -> None:
        for one in two:
            ask(one, now)
        assert exporting.make_all(now) == 1

    def test_erases_nobody_else(self, two: tuple[User, User], slow: None, now: datetime) -> None:
        for one in two:
            wish(one, now)
        assert erasing.carry_on(now + GRACE) == 1
        with as_steward():
            assert Erasure.objects.asked().count() == 1


def test_no_tick_erases_more_than_it_can(
    two: tuple[User, User], now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(erasing, "A_TICK", 1)
    for one in two:
        wish(one, now)
    assert [erasing.carry_on(now + GRACE) for _ in range(2)] == [1, 1]
