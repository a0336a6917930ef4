from datetime import datetime

import pytest

from couples import celebrations
from couples.celebrations import Celebration, Provider
from couples.models import Couple, User


def always(title: str) -> Provider:
    told = Celebration(title, "It is so.", "/")
    return lambda person, ours, at: told


@pytest.fixture(autouse=True)
def nobody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(celebrations, "_providers", [])


class TestCelebrations:
    def test_there_is_none_when_nobody_has_one(
        self, alice: User, couple: Couple, now: datetime
    ) -> None:
        celebrations.register(lambda person, ours, at: None)
        assert celebrations.for_person(alice, couple, now) is None

    def test_there_is_one_even_when_two_have_one(
        self, alice: User, couple: Couple, now: datetime
    ) -> None:
        for title in ("first", "second"):
            celebrations.register(always(title))
        found = celebrations.for_person(alice, couple, now)
        assert found is not None
        assert found.title == "first"
