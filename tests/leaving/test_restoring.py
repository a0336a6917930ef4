"""What is looked at before a restored database is opened to anybody."""

from datetime import datetime

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from couples.models import User
from leaving import erasing, restoring
from privacy import keys
from privacy.context import acting_as, as_keeper


@pytest.fixture
def people(alice: User, bob: User, tess: User) -> None:
    for one in (alice, bob, tess):
        with acting_as(one):
            keys.of(one.pk)


def test_it_asks_for_all_keys_at_once(people: None, now: datetime) -> None:
    with CaptureQueriesContext(connection) as captured:
        assert restoring.make_ready(now) == []
    assert sum("wrapped" in one["sql"] for one in captured.captured_queries) == 1


def test_without_every_key_nobody_is_erased(
    people: None, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the wrong master keys all that is certain is that something is wrong."""
    erased: list[datetime] = []
    monkeypatch.setattr(erasing, "replay", erased.append)
    with as_keeper(), connections["default"].cursor() as cursor:
        cursor.execute("UPDATE keys.person SET wrapped = set_byte(wrapped, 20, 0)")
        cursor.execute("UPDATE keys.person SET wrapped = set_byte(wrapped, 21, 0)")
    (problem,) = restoring.make_ready(now)
    assert problem.startswith("Keys do not open")
    assert erased == []
