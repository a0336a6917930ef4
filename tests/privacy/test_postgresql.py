"""The shorter ways to the server: they answer, and fail, as Django’s own."""

import re
import select
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryFile
from typing import Any, cast

import psycopg
import pytest
from django.db import DataError, InternalError, OperationalError, connection
from django.db.transaction import TransactionManagementError, atomic
from psycopg.pq import Trace

from couples.models import User
from privacy.context import Asker, acting_as, asking

ASKS = re.compile(r"^F\s+\d+\s+(Query|Execute)\b")


@pytest.fixture
def kept() -> Iterator[Any]:
    one: Any = connection.copy()
    one.connect()
    yield one
    one.close()


@contextmanager
def asked_of_the_server() -> Iterator[list[str]]:
    """What went over the wire until the end of the block: a line for each round trip."""
    connection.ensure_connection()
    server: Any = cast(Any, connection).connection.pgconn
    asked: list[str] = []
    with TemporaryFile() as log:
        server.trace(log.fileno())
        server.set_trace_flags(Trace.SUPPRESS_TIMESTAMPS)
        yield asked
        server.untrace()
        log.seek(0)
        asked += filter(ASKS.search, log.read().decode().splitlines())


class TestAKeptConnection:
    def test_can_be_used_and_is_not_asked(self, kept: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(psycopg.Connection, "cursor", None)
        assert kept.is_usable()

    def test_cannot_be_used_once_the_server_has_ended_it(self, kept: Any) -> None:
        kept.connection.execute("SET idle_session_timeout = '1ms'")
        kept.connection.commit()
        select.select([kept.connection], [], [], 10)
        assert not kept.is_usable()

    def test_cannot_be_used_once_it_is_closed(self, kept: Any) -> None:
        kept.connection.close()
        assert not kept.is_usable()


class TestATransaction:
    @pytest.mark.django_db(databases=["default", "owner"], transaction=True)
    def test_begins_and_says_who_asks_in_one_round_trip(self, alice: User) -> None:
        with asked_of_the_server() as asked, acting_as(alice):
            assert User.objects.get(pk=alice.pk) == alice
        first, _, last = asked
        assert "BEGIN; SELECT set_config(" in first
        assert "COMMIT" in last

    @pytest.mark.django_db(databases=["default", "owner"], transaction=True)
    def test_that_asked_nothing_sends_nothing(self) -> None:
        with asked_of_the_server() as asked, atomic():
            pass
        assert not asked

    @pytest.mark.django_db(databases=["default", "owner"], transaction=True)
    def test_outside_of_one_nothing_is_left_open(self) -> None:
        database: Any = connection
        assert database.ask("SELECT 1", []) == [(1,)]
        database.set_for_now({"app.user_id": "1"})
        assert database.ask("SELECT current_setting(%s)", ["app.user_id"]) == [("",)]

    def test_a_name_cannot_end_its_quotes(self) -> None:
        with asking(Asker(token="'); DROP TABLE couples_user; --")):
            asked = cast(Any, connection).ask("SELECT current_setting('app.token')", [])
        assert asked == [("'); DROP TABLE couples_user; --",)]


class TestAsking:
    def test_values_stand_in_order_or_by_name(self) -> None:
        database: Any = connection
        assert database.ask("SELECT %s::int, %s::text, '100%%'", [1, "two"]) == [(1, "two", "100%")]
        named = {"one": 1, "two": "two"}
        asked = "SELECT %(two)s::text, %(one)s::int, %(two)s::text"
        assert database.ask(asked, named) == [("two", 1, "two")]

    def test_a_wrong_value_is_an_error_of_django_and_ends_the_transaction(self) -> None:
        database: Any = connection
        with pytest.raises(DataError), atomic():
            database.ask("SELECT %s::text::int", ["two"])
        with atomic():
            with pytest.raises(DataError):
                database.ask("SELECT %s::text::int", ["two"])
            with pytest.raises(InternalError):
                database.ask("SELECT 1", [])
            connection.set_rollback(True)
            with pytest.raises(TransactionManagementError):
                database.ask("SELECT 1", [])
        assert database.ask("SELECT 1", []) == [(1,)]

    def test_a_server_that_is_gone_is_an_operational_error(self, kept: Any) -> None:
        kept.connection.execute("SET idle_session_timeout = '1ms'")
        kept.connection.commit()
        select.select([kept.connection], [], [], 10)
        with pytest.raises(OperationalError):
            kept.ask("SELECT 1", [])
        assert not kept.is_usable()
