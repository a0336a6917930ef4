"""One a local date: near midnight, in the nights of clock changes, on the road."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checkins import checking_in, days
from checkins.checking_in import Answers, Page
from checkins.models import CheckIn
from couples import zones
from couples.models import Couple, User
from privacy.context import acting_as

ZONES = sorted(zones.names())
YEARS = timedelta(days=6 * 365).total_seconds()
INSTANTS = st.integers(0, int(YEARS)).map(
    lambda seconds: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)
JUST = Answers(closeness=5, safe="yes")


def someone_in(zone: str) -> User:
    return User(display_name="Somebody", time_zone=zone)


class TestOpenDays:
    @given(instant=INSTANTS, zone=st.sampled_from(ZONES))
    def test_are_today_and_yesterday_on_the_persons_own_calendar(
        self, instant: datetime, zone: str
    ) -> None:
        today, yesterday = days.open_to(someone_in(zone), instant)
        assert today == instant.astimezone(ZoneInfo(zone)).date()
        assert today - yesterday == timedelta(days=1)

    @given(instant=INSTANTS, zone=st.sampled_from(ZONES), hours=st.integers(0, 23))
    def test_keep_open_for_a_day_what_was_today(
        self, instant: datetime, zone: str, hours: int
    ) -> None:
        """A page that was opened before midnight can still be handed in after it."""
        person = someone_in(zone)
        today, _ = days.open_to(person, instant)
        assert today in days.open_to(person, instant + timedelta(hours=hours))

    @given(day=st.dates(date(2024, 1, 1), date(2029, 12, 31)), zone=st.sampled_from(ZONES))
    def test_never_go_back_on_the_wall_clock(self, day: date, zone: str) -> None:
        person = someone_in(zone)
        start = zones.to_utc(day, time(0), zone) - timedelta(hours=3)
        seen = [person.local_date(start + timedelta(minutes=15 * step)) for step in range(100)]
        assert seen == sorted(seen)
        assert len(set(seen)) <= 3

    @pytest.mark.parametrize(
        ("zone", "instant", "today"),
        [
            ("Europe/Amsterdam", datetime(2026, 3, 28, 22, 59, tzinfo=UTC), date(2026, 3, 28)),
            ("Europe/Amsterdam", datetime(2026, 3, 28, 23, 0, tzinfo=UTC), date(2026, 3, 29)),
            ("Europe/Amsterdam", datetime(2026, 3, 29, 22, 0, tzinfo=UTC), date(2026, 3, 30)),
            ("Europe/Amsterdam", datetime(2026, 10, 25, 22, 59, tzinfo=UTC), date(2026, 10, 25)),
            ("Europe/Amsterdam", datetime(2026, 10, 25, 23, 0, tzinfo=UTC), date(2026, 10, 26)),
            ("Pacific/Kiritimati", datetime(2026, 5, 6, 10, 0, tzinfo=UTC), date(2026, 5, 7)),
            ("Pacific/Pago_Pago", datetime(2026, 5, 6, 10, 0, tzinfo=UTC), date(2026, 5, 5)),
            ("America/Havana", datetime(2026, 3, 8, 4, 59, tzinfo=UTC), date(2026, 3, 7)),
            ("America/Havana", datetime(2026, 3, 8, 5, 0, tzinfo=UTC), date(2026, 3, 8)),
        ],
    )
    def test_turn_at_local_midnight_on_nights_of_clock_changes(
        self, zone: str, instant: datetime, today: date
    ) -> None:
        assert days.open_to(someone_in(zone), instant)[0] == today


class TestOnTheRoad:
    @settings(
        max_examples=15,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @given(
        start=INSTANTS,
        stops=st.lists(
            st.tuples(st.integers(1, 30), st.sampled_from(ZONES)), min_size=1, max_size=6
        ),
    )
    def test_there_is_one_a_local_date_wherever_the_person_is(
        self, start: datetime, stops: list[tuple[int, str]], alice: User, couple: Couple
    ) -> None:
        now, written = start, set()
        with acting_as(alice):
            CheckIn.objects.all().delete()
            for hours, zone in stops:
                now += timedelta(hours=hours)
                traveller = User(pk=alice.pk, time_zone=zone)
                on = days.open_to(traveller, now)[0]
                checking_in.hand_in(
                    by=traveller, couple=couple, on=on, answers=JUST, page=Page("p"), now=now
                )
                written.add(on)
            assert set(CheckIn.objects.values_list("on", flat=True)) == written
            assert CheckIn.objects.count() == len(written)
