from datetime import datetime

import pytest
from django.db.models import Q

from couples import celebrations, glance
from couples.celebrations import Celebration, Provider
from couples.models import Couple, User


def always(title: str) -> Provider:
    told = Celebration(title, "It is so.", "/")
    return lambda person, ours, at: told


def worth_asking(person: User, now: datetime) -> Q:
    return Q()


@pytest.fixture(autouse=True)
def nobody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(celebrations, "_providers", {})
    monkeypatch.setattr(glance, "register", lambda name, when: None)


class TestCelebrations:
    def test_there_is_none_when_nobody_has_one(
        self, alice: User, couple: Couple, now: datetime
    ) -> None:
        celebrations.register("none", lambda person, ours, at: None, when=worth_asking)
        assert celebrations.for_person(alice, couple, now, {"none": True}) is None

    def test_there_is_one_even_when_two_have_one(
        self, alice: User, couple: Couple, now: datetime
    ) -> None:
        for title in ("first", "second"):
            celebrations.register(title, always(title), when=worth_asking)
        found = celebrations.for_person(alice, couple, now, {"first": True, "second": True})
        assert found is not None
        assert found.title == "first"

    def test_nobody_is_asked_who_has_nothing(
        self, alice: User, couple: Couple, now: datetime
    ) -> None:
        celebrations.register("first", always("first"), when=worth_asking)
        assert celebrations.for_person(alice, couple, now, {"first": False}) is None
