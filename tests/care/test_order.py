from dataclasses import replace
from datetime import date, timedelta

from care import order
from care.order import Concern, Standing

TODAY = date(2026, 5, 20)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


class TestConcern:
    def test_it_is_none_when_all_is_well(self) -> None:
        assert Standing(1, ago(6)).concern(TODAY) == Concern.NONE

    def test_it_rises_after_a_week_without_activity(self) -> None:
        assert Standing(1, ago(7)).concern(TODAY) == Concern.SILENT

    def test_it_counts_from_the_beginning_where_nothing_has_been_done(self) -> None:
        assert Standing(1, ago(2), has_begun=False).concern(TODAY) == Concern.NONE
        assert Standing(1, ago(8), has_begun=False).concern(TODAY) == Concern.SILENT

    def test_it_is_highest_after_a_day_that_did_not_feel_safe(self) -> None:
        quiet = Standing(1, ago(9))
        assert replace(quiet, not_safe_on=ago(6)).concern(TODAY) == Concern.NOT_SAFE
        assert replace(quiet, not_safe_on=ago(7)).concern(TODAY) == Concern.SILENT

    def test_it_sees_closeness_that_has_clearly_fallen(self) -> None:
        fallen = Standing(1, TODAY, closeness=4.0, closeness_before=5.5)
        assert fallen.concern(TODAY) == Concern.FURTHER_APART
        little = replace(fallen, closeness=4.1)
        assert little.concern(TODAY) == Concern.NONE

    def test_it_says_nothing_about_the_first_week(self) -> None:
        assert Standing(1, TODAY, closeness=1.0).concern(TODAY) == Concern.NONE

    def test_a_day_of_tomorrow_elsewhere_is_no_negative_silence(self) -> None:
        assert Standing(1, ago(-1)).days_quiet(TODAY) == 0


class TestOrder:
    def test_those_who_may_need_a_call_come_first(self) -> None:
        well = Standing(1, TODAY)
        apart = Standing(2, TODAY, closeness=2.0, closeness_before=6.0)
        silent = Standing(3, ago(8))
        longer = Standing(4, ago(30))
        unsafe = Standing(5, TODAY, not_safe_on=TODAY)
        found = order.by_concern([well, apart, silent, longer, unsafe], TODAY)
        assert [one.couple_id for one in found] == [5, 4, 3, 2, 1]
