"""Promises of the check-in's reminder that hold in every zone, at every hour, on every day."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from checkins import reminding
from couples import zones
from couples.models import User
from reminders import planning
from reminders.kinds import HORIZON, Occasion
from reminders.models import Preferences, Reminder
from reminders.quiet import Hours

SPRING = datetime(2026, 3, 28, 20, tzinfo=UTC)
AUTUMN = datetime(2026, 10, 24, 20, tzinfo=UTC)
CLOCK = st.times().map(lambda at: at.replace(second=0, microsecond=0))
ZONES = st.sampled_from(sorted(zones.names()))
INSTANTS = st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - zone apart


def somebody(zone: str, hour: time, quiet: Hours | None = None) -> Preferences:
    night = quiet or Hours(time(0), time(0))
    person = User(pk=1, time_zone=zone)
    return Preferences(person=person, check_in_at=hour, quiet_from=night.start, quiet_to=night.end)


def ahead(person: Preferences, now: datetime) -> list[Occasion]:
    return list(reminding.check_ins([person], now, now + HORIZON))


def local(instant: datetime, zone: str) -> datetime:
    return instant.astimezone(zones.zone(zone))


class TestAnywhere:
    @given(zone=ZONES, hour=CLOCK, now=INSTANTS)
    @example(zone="Europe/Amsterdam", hour=time(2, 30), now=SPRING)
    @example(zone="Europe/Amsterdam", hour=time(2, 30), now=AUTUMN)
    def test_there_is_one_for_a_local_date_and_it_lies_ahead(
        self, zone: str, hour: time, now: datetime
    ) -> None:
        occasions = ahead(somebody(zone, hour), now)
        assert 1 <= len(occasions) <= 3
        assert len({one.occurrence for one in occasions}) == len(occasions)
        for one in occasions:
            assert now < one.at <= now + HORIZON
            assert local(one.at, zone).date() == date.fromisoformat(one.occurrence)

    @given(zone=ZONES, hour=CLOCK, now=INSTANTS)
    @example(zone="Europe/Amsterdam", hour=time(2, 30), now=SPRING)
    @example(zone="Europe/Amsterdam", hour=time(2, 30), now=AUTUMN)
    def test_it_comes_at_the_hour_or_where_there_is_none_after_the_gap(
        self, zone: str, hour: time, now: datetime
    ) -> None:
        for one in ahead(somebody(zone, hour), now):
            clock = local(one.at, zone)
            assert clock.fold == 0
            assert clock.time() >= hour
            if clock.time() != hour:
                wished = datetime.combine(clock.date(), hour, tzinfo=zones.zone(zone))
                assert local(wished.astimezone(UTC), zone).time() != hour

    @given(zone=ZONES, hour=CLOCK, now=INSTANTS, later=st.timedeltas(timedelta(0), HORIZON))
    def test_a_later_plan_says_the_same(
        self, zone: str, hour: time, now: datetime, later: timedelta
    ) -> None:
        first = {one.occurrence: one.at for one in ahead(somebody(zone, hour), now)}
        for one in ahead(somebody(zone, hour), now + later):
            assert first.get(one.occurrence, one.at) == one.at

    @given(zone=ZONES, hour=CLOCK, now=INSTANTS, start=CLOCK, end=CLOCK)
    def test_its_row_comes_outside_the_quiet_hours_and_on_its_day(
        self, zone: str, hour: time, now: datetime, start: time, end: time
    ) -> None:
        quiet = Hours(start, end)
        person = somebody(zone, hour, quiet)
        for one in ahead(person, now):
            row = planning.reminder("check_in", one, person, couple_id=1)
            if row:
                assert not quiet.hold(local(row.due_at, zone).time())
                assert local(row.due_at, zone).date().isoformat() == row.occurrence
                assert row.due_at < row.expires_at <= row.due_at + planning.STALE
                assert isinstance(row, Reminder)
