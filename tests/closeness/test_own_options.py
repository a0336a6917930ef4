"""Options of one’s own: dealt by the same rule as those of the editors, and gone when they are removed."""

from datetime import datetime

import pytest

from closeness import answering, own
from closeness.models import OwnOption
from couples.models import Couple, User
from privacy.context import acting_as
from tests.closeness import table
from tests.closeness.table import no, yes


class TestOwnOptions:
    @pytest.fixture(autouse=True)
    def many(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(own, "MOST_NEW", 30)
        monkeypatch.setattr(own, "MOST_OWN", 20)

    def test_removed_and_added_anew_it_draws_no_other_lot(
        self, both: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        """In the same words it is in the same decks, and is not asked again before its time."""
        with acting_as(alice):
            first = {_added(both, alice, number, now).pk for number in range(12)}
        at = table.close()
        hands = [len(first & set(_keys(one, at))) for one in (alice, bob)]
        with acting_as(alice):
            for pk in first:
                own.remove(pk, by=alice, now=at)
            again = {_added(both, alice, number, at, of="again").pk for number in range(12)}
        for _ in range(4):
            at = table.close()
        assert [len(again & set(_keys(one, at))) for one in (alice, bob)] == hands

    def test_they_come_to_both_by_the_same_rule(
        self, both: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        with acting_as(alice):
            mine = [_added(both, alice, number, now).pk for number in range(12)]
        at = table.close()
        for one in (alice, bob):
            theirs = set(_keys(one, at)) & set(mine)
            assert 2 <= len(theirs) <= 11

    def test_one_that_was_removed_leaves_hand_and_page(
        self, both: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        with acting_as(alice):
            mine = [_added(both, alice, number, now).pk for number in range(12)]
        at = table.close()
        for one in (alice, bob):
            table.say(one, lambda thing: yes(thing) if thing.key in mine else no(thing), now=at)
        at = table.close()
        page = [thing.key for _, thing in table.items(bob, now=at)]
        assert page
        with acting_as(alice):
            assert all(own.remove(pk, by=alice, now=at) for pk in page)
        assert table.page(bob, now=at) == table.page(alice, now=at) == []
        assert not set(_keys(bob, at)) & set(page)


def _keys(one: User, now: datetime) -> list[str]:
    with acting_as(one):
        couple = table.of(one, now=now)
        return [thing.key for _, thing in answering.cards(couple, by=one)]


def _added(couple: Couple, by: User, number: int, now: datetime, of: str = "") -> OwnOption:
    return own.add(
        couple,
        level=1,
        name=f"Our walk {number}",
        what="Round the lake.",
        minutes=20,
        token=f"{of:0>20}{number:02}",
        by=by,
        now=now,
    )
