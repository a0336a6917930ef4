"""Whether a connection that was kept open can still be used."""

import select
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.db import connection


@pytest.fixture
def kept() -> Iterator[Any]:
    one: Any = connection.copy()
    one.connect()
    yield one
    one.close()


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
