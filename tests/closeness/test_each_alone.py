"""What each decides alone: pace, consent, rest, and what leaves the page of the week."""

from datetime import UTC, datetime, timedelta

import pytest

from closeness import beginning, doing, ending, pacing, resting
from closeness.models import Item, Limits, Seat, Tally
from closeness.options import Thing
from couples.models import Couple, User
from privacy import keys
from privacy.context import acting_as
from tests.closeness import table
from tests.closeness.table import yes

WEEK, DAY = timedelta(weeks=1), timedelta(days=1)


@pytest.fixture
def week(both: Couple, alice: User, bob: User, now: datetime) -> datetime:
    """Both have said yes to everything, and the page is there."""
    for one in (alice, bob):
        table.say(one, yes, now=now)
    return table.close()


class TestBeginning:
    def test_it_takes_two(self, options_there: None, alice: User, now: datetime) -> None:
        with acting_as(alice), pytest.raises(beginning.NobodyThere):
            beginning.begin(table.of(alice, now=now), by=alice, now=now)

    def test_by_whose_clock_is_settled_when_two_become_a_couple(
        self, options_there: None, couple: Couple, alice: User, now: datetime
    ) -> None:
        """Else whoever came first could move their clock, begin, and see whether the other had begun."""
        with acting_as(alice):
            alice.time_zone = "Pacific/Auckland"
            alice.save()
        table.begin(alice, now=now)
        assert table.closes_at() == datetime(2026, 5, 10, 16, tzinfo=UTC)

    @pytest.mark.parametrize("has_begun", [False, True])
    def test_in_the_minutes_before_a_tick_their_page_comes_next_sunday(
        self,
        has_begun: bool,
        options_there: None,
        couple: Couple,
        alice: User,
        bob: User,
        now: datetime,
    ) -> None:
        if has_begun:
            table.begin(bob, now=now)
        just_over = datetime(2026, 5, 10, 16, 0, 30, tzinfo=UTC)
        table.begin(alice, now=just_over)
        assert table.closes_at() == datetime(2026, 5, 17, 16, tzinfo=UTC)

    def test_the_other_sees_nothing_of_it(
        self, options_there: None, couple: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        table.begin(alice, now=now)
        with acting_as(bob):
            assert beginning.seat_of(bob, couple) is None
            assert not resting.is_resting(couple, now)


class TestPace:
    def test_it_rises_by_one_level_a_round(self, week: datetime, alice: User) -> None:
        with acting_as(alice):
            pacing.rise(table.seat(alice), now=week)
            with pytest.raises(pacing.NotYet):
                pacing.rise(table.seat(alice), now=week)
        assert table.limits(alice).level == 2
        at = table.close()
        with acting_as(alice):
            pacing.rise(table.seat(alice), now=at)
        assert table.limits(alice).level == 3

    def test_what_it_opens_comes_with_the_next_cards_and_to_oneself_alone(
        self, week: datetime, alice: User, bob: User
    ) -> None:
        with acting_as(alice):
            pacing.rise(table.seat(alice), now=week)
        assert not _levels(alice, week) & {2}
        at = table.close()
        assert 2 in _levels(alice, at)
        assert _levels(bob, at) == {1}

    def test_stepping_back_is_at_once(self, week: datetime, alice: User, bob: User) -> None:
        at, _ = _at_level(alice, bob, 2, now=week)
        with acting_as(bob):
            pacing.step_back(table.seat(bob), 1, now=at)
        assert table.page(alice, now=at) == table.page(bob, now=at) == []

    def test_above_the_last_level_there_is_nothing(self, week: datetime, alice: User) -> None:
        table.limit(alice, Limits(level=7))
        with acting_as(alice), pytest.raises(pacing.NotYet):
            pacing.rise(table.seat(alice), now=week)

    def test_a_pace_that_cannot_be_opened_is_the_slowest(self, week: datetime, alice: User) -> None:
        table.limit(alice, Limits(level=4))
        keys.destroy(alice.pk)
        assert table.limits(alice) == Limits()


class TestConsent:
    def test_a_level_is_open_for_28_days(self, alice: User, now: datetime) -> None:
        on = alice.local_date(now)
        mine = Limits(level=5).opening(5, on)
        assert Limits(level=5).open_levels(on) == {1, 2, 3, 4}
        assert mine.open_levels(on) == mine.open_levels(on + 27 * DAY) == {1, 2, 3, 4, 5}
        assert mine.open_levels(on + 28 * DAY) == {1, 2, 3, 4}

    def test_what_lies_above_a_closed_one_is_closed(self, alice: User, now: datetime) -> None:
        on = alice.local_date(now)
        mine = Limits(level=7).opening(5, on).opening(6, on).opening(7, on)
        assert mine.open_levels(on) == set(range(1, 8))
        assert mine.closing(6).open_levels(on) == {1, 2, 3, 4, 5}
        assert mine.at(4).at(7).open_levels(on) == {1, 2, 3, 4}

    def test_it_is_given_in_order_and_up_to_ones_pace(self, week: datetime, alice: User) -> None:
        with acting_as(alice):
            with pytest.raises(pacing.NotOpened):
                pacing.open_level(table.seat(alice), 5, now=week)
            table.limit(alice, Limits(level=6))
            with pytest.raises(pacing.NotOpened):
                pacing.open_level(table.seat(alice), 6, now=week)
            pacing.open_level(table.seat(alice), 5, now=week)
            pacing.open_level(table.seat(alice), 6, now=week)
            pacing.close_level(table.seat(alice), 5, now=week)
        assert table.limits(alice).open_levels(alice.local_date(week)) == {1, 2, 3, 4}

    def test_whatever_somebody_opens_fits_into_one_size(self, alice: User, now: datetime) -> None:
        on = alice.local_date(now)
        full = Limits(level=7, line=10, raised=on.toordinal(), rests=True)
        for level in (5, 6, 7):
            full = full.opening(level, on)
        with acting_as(alice):
            couple = table.of(alice, now=now)
            Seat.objects.create(person=alice, couple=couple, began_at=now, kept=full.kept)
        assert table.limits(alice) == full


class TestDoing:
    def test_it_counts_when_both_say_so(self, week: datetime, alice: User, bob: User) -> None:
        with acting_as(alice):
            doing.did(*table.items(alice, now=week)[0], by=alice)
            assert doing.done(table.of(alice, now=week), by=alice) == []
            assert not Tally.objects.exists()
        with acting_as(bob):
            doing.did(*table.items(bob, now=week)[0], by=bob)
            doing.did(*table.items(bob, now=week)[0], by=bob)
        with acting_as(alice):
            (done,) = doing.done(table.of(alice, now=week), by=alice)
            assert done.what == table.items(alice, now=week)[0][0].what
            assert list(Tally.objects.values_list("level", "done")) == [(1, 1)]

    def test_a_comfort_below_ones_line_takes_one_back(
        self, week: datetime, alice: User, bob: User
    ) -> None:
        _, (item, thing) = _at_level(alice, bob, 3, now=week)
        with acting_as(alice):
            assert not doing.rate(item, thing, 4, seat=table.seat(alice))
            assert doing.rate(item, thing, 3, seat=table.seat(alice))
        assert (table.limits(alice).level, table.limits(bob).level) == (2, 3)

    def test_what_it_takes_off_goes_with_the_next_page_and_not_at_once(
        self, week: datetime, alice: User, bob: User
    ) -> None:
        """A thing that left the page right after it was done would tell how it was."""
        at, (item, thing) = _at_level(alice, bob, 3, now=week)
        before = table.page(bob, now=at)
        with acting_as(alice):
            assert doing.rate(item, thing, 0, seat=table.seat(alice))
        assert table.page(bob, now=at) == before
        assert not set(table.page(bob, now=table.close())) & set(before)

    def test_the_line_is_ones_own(self, week: datetime, alice: User, bob: User) -> None:
        _, (item, thing) = _at_level(alice, bob, 3, now=week)
        with acting_as(alice):
            pacing.draw_line(table.seat(alice), 0)
            assert not doing.rate(item, thing, 0, seat=table.seat(alice))

    def test_the_first_level_has_none_below(self, week: datetime, alice: User) -> None:
        with acting_as(alice):
            assert not doing.rate(*table.items(alice, now=week)[0], 0, seat=table.seat(alice))


class TestLeavingThePage:
    def test_not_this_week(self, week: datetime, alice: User, bob: User) -> None:
        item, thing = table.items(alice, now=week)[0]
        with acting_as(alice):
            ending.not_this_week(item)
        assert thing.name not in table.page(bob, now=week)
        assert table.page(bob, now=week) == table.page(alice, now=week)
        assert thing.name in table.page(bob, now=table.close())

    def test_taken_back_it_does_not_come_again(
        self, week: datetime, alice: User, bob: User
    ) -> None:
        item, thing = table.items(alice, now=week)[0]
        with acting_as(alice):
            ending.take_back(item, by=alice)
        assert table.page(bob, now=week) == table.page(alice, now=week)
        assert thing.name not in table.page(bob, now=week)
        assert thing.name not in table.page(bob, now=table.close())

    def test_taken_back_as_the_week_ends_it_is_not_on_the_next_page(
        self, week: datetime, alice: User, bob: User
    ) -> None:
        """It stood there again before the word was written."""
        item, thing = table.items(alice, now=week)[0]
        after = table.close()
        assert thing.name in table.page(bob, now=after)
        with acting_as(alice):
            ending.take_back(item, by=alice)
        assert thing.name not in table.page(bob, now=after)
        assert table.page(bob, now=after) == table.page(alice, now=after)

    def test_all_of_it(self, week: datetime, alice: User, bob: User) -> None:
        with acting_as(alice):
            ending.take_all_back(table.of(alice, now=week), by=alice)
        assert table.page(bob, now=week) == []
        assert table.page(bob, now=table.close()) == []

    def test_a_smaller_version_is_on_both_pages(
        self, week: datetime, alice: User, bob: User
    ) -> None:
        item, _ = table.items(alice, now=week)[0]
        with acting_as(alice):
            ending.smaller(item)
        assert next(one.smaller for one, _ in table.items(bob, now=week))

    def test_at_the_end_of_its_week_at_the_latest(
        self, week: datetime, alice: User, bob: User
    ) -> None:
        """Nobody can keep a thing of an old page, and see by it when the other steps back."""
        for one in (alice, bob):
            with acting_as(one):
                ending.take_all_back(table.of(one, now=week), by=one)
            table.say(one, yes, now=week)
        at = table.close()
        item, thing = table.items(alice, now=at)[0]
        with acting_as(alice):
            doing.did(item, thing, by=alice)
            assert doing.find(table.of(alice, now=at), item.pk, by=alice)
        table.close()
        with acting_as(alice):
            assert doing.find(table.of(alice, now=at), item.pk, by=alice) is None
            with pytest.raises(doing.Ended):
                doing.did(item, thing, by=alice)


class TestRest:
    def test_it_closes_for_both_as_long_as_either_wants(
        self, week: datetime, alice: User, bob: User
    ) -> None:
        for one in (alice, bob):
            with acting_as(one):
                resting.rest(table.seat(one), rests=True)
        assert table.page(alice, now=week) == table.page(bob, now=week) == []
        with acting_as(alice):
            resting.rest(table.seat(alice), rests=False)
            assert resting.is_resting(table.of(alice, now=week), week)
        with acting_as(bob):
            resting.rest(table.seat(bob), rests=False)
            assert not resting.is_resting(table.of(bob, now=week), week)
        assert table.page(alice, now=week) == []


def _names(one: User, level: int, now: datetime) -> list[str]:
    return [name for name in table.hand(one, now=now) if name.startswith(f"l{level}-")]


def _levels(one: User, now: datetime) -> set[int]:
    return {int(name[1]) for name in table.hand(one, now=now)}


def _at_level(
    alice: User, bob: User, level: int, *, now: datetime
) -> tuple[datetime, tuple[Item, Thing]]:
    """Only things of this level on the page of both, who have come so far."""
    for one in (alice, bob):
        table.limit(one, Limits(level=level))
        with acting_as(one):
            ending.take_all_back(table.of(one, now=now), by=one)
    at = table.close()
    for one in (alice, bob):
        table.say(one, table.only(_names(one, level, at)), now=at)
    at = table.close()
    items = table.items(alice, now=at)
    assert {thing.level for _, thing in items} == {level}
    return at, items[0]
