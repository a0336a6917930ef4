"""Promises that hold for every zone, hour and instant."""

from datetime import UTC, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from couples import zones
from reminders.quiet import Hours

ZONES = st.sampled_from(
    [
        "Europe/Amsterdam",
        "America/New_York",
        "America/St_Johns",
        "Australia/Lord_Howe",
        "Pacific/Apia",
        "Pacific/Chatham",
        "Asia/Kathmandu",
        "Africa/Casablanca",
        "America/Santiago",
        "UTC",
    ]
)
INSTANTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - zone apart
CLOCK = st.times().map(lambda at: at.replace(second=0, microsecond=0))
HOURS = st.builds(Hours, CLOCK, CLOCK)


def clock(instant: datetime, zone: str) -> time:
    return instant.astimezone(zones.zone(zone)).time()


class TestQuietHours:
    @given(hours=HOURS, instant=INSTANTS, zone=ZONES)
    def test_nothing_comes_within_them(self, hours: Hours, instant: datetime, zone: str) -> None:
        assert not hours.hold(clock(hours.loud_from(instant, zone), zone))

    @given(hours=HOURS, instant=INSTANTS, zone=ZONES)
    def test_what_they_do_not_hold_is_not_moved(
        self, hours: Hours, instant: datetime, zone: str
    ) -> None:
        moved = hours.loud_from(instant, zone)
        assert (moved == instant) != hours.hold(clock(instant, zone))

    @given(hours=HOURS, instant=INSTANTS, zone=ZONES)
    def test_they_end_within_a_day_and_an_hour(
        self, hours: Hours, instant: datetime, zone: str
    ) -> None:
        assert timedelta(0) <= hours.loud_from(instant, zone) - instant <= timedelta(hours=25)

    @given(at=CLOCK, instant=INSTANTS, zone=ZONES)
    def test_the_same_time_twice_is_no_quiet_at_all(
        self, at: time, instant: datetime, zone: str
    ) -> None:
        assert Hours(at, at).loud_from(instant, zone) == instant

    def test_they_reach_over_midnight(self) -> None:
        night = Hours(time(22), time(7))
        assert [night.hold(time(hour)) for hour in (21, 22, 0, 6, 7)] == [
            False,
            True,
            True,
            True,
            False,
        ]
