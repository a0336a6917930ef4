"""A page costs the same on a crowded site: it never reads through what belongs to others."""

import re
from collections.abc import Iterator
from datetime import datetime

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker
from time_machine import TimeMachineFixture

from tests import lasting
from tests.conftest import ClientOf
from tests.privacy import addresses, catalogue, crowd
from tests.privacy.test_policy import playing
from tests.privacy.who import World

COPIES = 300
READ = """SELECT relid::regclass::text, coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)
FROM pg_stat_xact_user_tables"""
# As if tables were larger than they are here: with so few pages it may be quickest to read them all.
BY_ROWS = """SET LOCAL seq_page_cost = 0.01; SET LOCAL random_page_cost = 0.01; SET LOCAL cpu_tuple_cost = 1;
DISCARD PLANS"""
OF_THE_ASKER = re.compile(r"moments_(me|my_couple|agreed_couples|leavers)\(")
OF_CONTENT = {("exercises_step", "read"), ("exercises_completion", "not_of_a_lesson")}


@pytest.fixture(scope="module")
def crowded(built: World, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    def gathered() -> World:
        crowd.gathers(COPIES)
        return built

    yield from lasting.through(django_db_blocker, gathered)


@pytest.fixture
def here(crowded: World, world: World, now: datetime, time_machine: TimeMachineFixture) -> World:
    time_machine.move_to(now, tick=False)
    with connection.cursor() as cursor:
        cursor.execute(BY_ROWS)
    return world


def read_so_far() -> dict[str, int]:
    return dict(catalogue.asked(READ))


class TestPages:
    @pytest.mark.parametrize("role", ["A", "agreed"])
    def test_none_reads_a_table_of_somebody_s_rows_through(
        self, role: str, here: World, client_of: ClientOf
    ) -> None:
        """Lists of staff do, for they are lists of everybody."""
        others, wrong = set(crowd.tables()), {}
        with playing(role, here, client_of) as browser:
            for name, url in addresses.of(here).items():
                before = read_so_far()
                browser.ask("GET", url)
                for table, rows in read_so_far().items():
                    if table in others and rows - before.get(table, 0) >= COPIES:
                        wrong[name, table] = rows - before.get(table, 0)
        assert not wrong

    def test_whoever_does_is_noticed(self, here: World) -> None:
        before = read_so_far()
        catalogue.asked("SELECT count(*) FROM checkins_checkin WHERE closeness > 5")
        assert read_so_far()["checkins_checkin"] - before["checkins_checkin"] >= COPIES

    def test_there_is_a_crowd_in_every_table_that_is_somebody_s(self, here: World) -> None:
        rows = dict(catalogue.asked("SELECT oid::regclass::text, reltuples FROM pg_class"))
        assert len(crowd.tables()) > 80
        assert not {table for table in crowd.tables() if rows[table] < COPIES}


class TestPolicies:
    def test_none_lists_rows_of_everybody(self) -> None:
        """What a list in a policy holds hangs on who asks, or PostgreSQL reads a whole table for it."""
        lists = catalogue.asked(
            r"""SELECT tablename, policyname, one[1] FROM pg_policies, regexp_matches(
            concat_ws(' ', qual, with_check), 'IN \( SELECT [\w.]+\s+FROM .*', 'g') one"""
        )
        of_everybody = {
            (table, policy) for table, policy, rows in lists if not OF_THE_ASKER.search(rows)
        }
        assert of_everybody == OF_CONTENT

    def test_each_question_is_known_to_have_few_answers(self) -> None:
        """A thousand, PostgreSQL believes, and would rather read everybody’s rows than look those up."""
        many = catalogue.asked(
            """SELECT proname FROM pg_proc
            WHERE proretset AND prorows > 100 AND pronamespace = 'public'::regnamespace"""
        )
        assert not many
