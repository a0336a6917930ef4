"""Raw SQL as every person and role, over every protected table."""

from datetime import datetime

import pytest

from couples import agreements, pairing
from privacy.context import Asker, acting_as
from tests.privacy import attempts, catalogue
from tests.privacy.attempts import Row
from tests.privacy.matrix import RULES
from tests.privacy.world import World, build

ATTEMPTS = (
    attempts.reads,
    attempts.changes,
    attempts.erases,
    attempts.writes,
    attempts.joins,
)


@pytest.fixture
def world(now: datetime) -> World:
    return build(now)


@pytest.fixture
def rows(world: World) -> dict[str, Row]:
    return {name: attempts.about_alice(name, world) for name in RULES}


class TestMatrix:
    def test_it_has_a_line_for_every_protected_table(self) -> None:
        protected = {name for name, table in catalogue.tables().items() if table.is_protected}
        assert set(RULES) == protected

    @pytest.mark.parametrize("attempt", ATTEMPTS, ids=lambda attempt: attempt.__name__)
    def test_it_holds(self, attempt: attempts.Attempt, world: World, rows: dict[str, Row]) -> None:
        wrong = {}
        for table, rule in RULES.items():
            allowed = set(getattr(rule, attempt.__name__).split())
            found = {
                name for name, asker in world.askers.items() if attempt(asker, table, rows[table])
            }
            if found != allowed:
                wrong[table] = {"too many": found - allowed, "missing": allowed - found}
        assert not wrong


class TestWithdrawal:
    def test_the_therapist_reads_nothing_any_more(self, world: World, rows: dict[str, Row]) -> None:
        """Of everything that tess could read about the couple, nothing is left."""

        tess = world.askers["tess"]
        before = {table for table in RULES if self.is_theirs(table, rows, tess)}
        assert {"checkins_checkin", "checkins_note", "care_earned"} < before
        with acting_as(world.bob):
            link = agreements.link_of(world.couple)
            assert link is not None
            agreements.withdraw(link, by=world.bob, now=world.now)
        left = {table for table in before if attempts.reads(tess, table, rows[table])}
        assert left == {"couples_toldalone"}  # told to her alone, and bob has no say in that

    def is_theirs(self, table: str, rows: dict[str, Row], tess: Asker) -> bool:
        private = "tom" not in RULES[table].reads and table != "couples_therapist"
        return private and attempts.reads(tess, table, rows[table])


class TestParting:
    def test_the_other_reads_nothing_any_more(self, world: World, rows: dict[str, Row]) -> None:

        bob = world.askers["bob"]
        theirs = {table for table, rule in RULES.items() if self.is_shared(rule.reads)}
        assert {"checkins_checkin", "checkins_note", "couples_pause"} < theirs
        with acting_as(world.alice):
            pairing.unpair(world.couple, by=world.alice, now=world.now)
        left = {table for table in theirs if attempts.reads(bob, table, rows[table])}
        assert left == {"checkins_seen"}  # that his own words were read stays his to know

    def is_shared(self, readers: str) -> bool:
        return "bob" in readers and "mallory" not in readers
