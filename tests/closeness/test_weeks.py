from datetime import UTC, date, datetime

import pytest

from closeness import weeks


@pytest.mark.parametrize(
    ("now", "zone", "day", "at"),
    [
        (datetime(2026, 5, 6, 12, tzinfo=UTC), "Europe/Amsterdam", date(2026, 5, 10), 16),
        (datetime(2026, 5, 10, 15, 59, tzinfo=UTC), "Europe/Amsterdam", date(2026, 5, 10), 16),
        (datetime(2026, 5, 10, 16, tzinfo=UTC), "Europe/Amsterdam", date(2026, 5, 17), 16),
        # Already Sunday there; and the clocks have gone back on the very day.
        (datetime(2026, 5, 9, 23, tzinfo=UTC), "Pacific/Auckland", date(2026, 5, 10), 6),
        (datetime(2026, 10, 20, tzinfo=UTC), "Europe/Amsterdam", date(2026, 10, 25), 17),
        (datetime(2026, 3, 24, tzinfo=UTC), "Europe/Amsterdam", date(2026, 3, 29), 16),
    ],
)
def test_it_ends_on_sunday_at_six_by_their_clock(
    now: datetime, zone: str, day: date, at: int
) -> None:
    assert weeks.next_close(now, zone) == (
        day,
        datetime(day.year, day.month, day.day, at, tzinfo=UTC),
    )
