from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from couples import glance, pauses
from couples.models import Couple, User
from privacy.context import acting_as


class TestAGlance:
    def test_asks_everything_in_one_statement(
        self, alice: User, couple: Couple, now: datetime
    ) -> None:
        with acting_as(alice), CaptureQueriesContext(connection) as asked:
            seen = glance.at(alice, now)
        assert set(seen) == set(glance._whens)
        assert len(asked) == 1

    def test_sees_what_is_so_now(self, alice: User, couple: Couple, now: datetime) -> None:
        with acting_as(alice):
            assert not glance.at(alice, now)["rest"]
            pauses.begin(couple, days=1, now=now)
            assert glance.at(alice, now)["rest"]
            assert not glance.at(alice, now + timedelta(days=2))["rest"]

    def test_finds_nothing_for_somebody_without_a_couple(self, tess: User, now: datetime) -> None:
        with acting_as(tess):
            assert not any(glance.at(tess, now).values())

    def test_looks_at_each_thing_in_one_way(self) -> None:
        with pytest.raises(ValueError, match="looked at already"):
            glance.register("rest", lambda person, now: Q())
