"""Django's PostgreSQL backend, with shorter ways to the server for what every page does."""

import re
import select
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import cache
from typing import Any
from weakref import WeakKeyDictionary

import psycopg
from django.db.backends.postgresql import base
from django.db.backends.utils import debug_transaction
from psycopg import Connection, errors
from psycopg.adapt import PyFormat, Transformer
from psycopg.pq import Escaping, ExecStatus, TransactionStatus
from psycopg.pq.abc import PGresult

PLACE = re.compile(r"%(?:\((\w+)\))?s|%%")
ANSWERED = (ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK)

Statement = tuple[bytes, tuple[int, ...]]  # with the types of what stands in its places

_prepared: WeakKeyDictionary[Connection[Any], dict[Statement, bytes]] = WeakKeyDictionary()


class DatabaseWrapper(base.DatabaseWrapper):
    def is_usable(self) -> bool:
        """Asked before every page. A server that went away has closed the socket, which can then be
        read from: one look at it takes no round trip. What it cannot tell is asked as usual.
        """
        if self.connection is None or self.connection.closed:
            return False
        told = select.poll()
        told.register(self.connection.fileno(), select.POLLIN | select.POLLHUP | select.POLLERR)
        return not told.poll(0) or super().is_usable()

    def set_for_now(self, settings: Mapping[str, str]) -> None:
        """Settings that end with the transaction. One that has not begun begins in the same round trip."""
        self.ensure_connection()
        escape = Escaping(self.connection.pgconn).escape_literal
        calls = b", ".join(
            b"set_config(%b, %b, true)" % (escape(name.encode()), escape(value.encode()))
            for name, value in settings.items()
        )
        self._send(b"SELECT " + calls)

    def ask(self, sql: str, values: Sequence[Any] | Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """The rows that a statement gives. The connection keeps it prepared: Django's own cursor writes
        the values into the statement, which PostgreSQL then has to plan anew each time.
        """
        self.ensure_connection()
        self.validate_no_broken_transaction()
        if self._is_due:
            self._send(b"")
        query, names = _numbered(sql)
        given = [values[name] for name in names] if isinstance(values, Mapping) else values
        with self.wrap_database_errors, self._noted(sql):
            adapting = Transformer(self.connection)
            parameters = adapting.dump_sequence(given, [PyFormat.AUTO] * len(given))
            name = self._prepare(query, adapting.types or ())
            result = self._checked(
                self.connection.pgconn.exec_prepared(name, parameters, adapting.formats)
            )
            adapting.set_pgresult(result)
            rows: list[tuple[Any, ...]] = adapting.load_rows(0, result.ntuples, tuple)
        return rows

    def _commit(self) -> None:
        if self.connection is not None and self._has_begun:
            self._send(b"COMMIT")

    def _savepoint(self, sid: str) -> None:
        self._send(self.ops.savepoint_create_sql(sid).encode())

    def _savepoint_commit(self, sid: str) -> None:
        self._send(self.ops.savepoint_commit_sql(sid).encode())

    def _prepare(self, query: bytes, types: tuple[int, ...]) -> bytes:
        known = _prepared.setdefault(self.connection, {})
        name = known.get((query, types))
        if name is None:
            name = b"ready_%d" % len(known)
            self._checked(self.connection.pgconn.prepare(name, query, types))
            known[query, types] = name
        return name

    @property
    def _has_begun(self) -> bool:
        begun: bool = self.connection.pgconn.transaction_status != TransactionStatus.IDLE
        return begun

    @property
    def _is_due(self) -> bool:
        """A transaction that was entered and has not begun."""
        return not (self._has_begun or self.connection.autocommit)

    def _send(self, statement: bytes) -> None:
        """A statement with nobody's words in it, after the `BEGIN` that is due."""
        whole = b"BEGIN; " + statement if self._is_due else statement
        with self.wrap_database_errors, self._noted(whole.decode()):
            self._checked(self.connection.pgconn.exec_(whole))

    def _noted(self, sql: str) -> AbstractContextManager[None]:
        """In the log of queries, where somebody reads it."""
        return debug_transaction(self, sql) if self.queries_logged else nullcontext()

    def _checked(self, result: PGresult) -> PGresult:
        if self.connection.broken:
            raise psycopg.OperationalError(self.connection.pgconn.get_error_message())
        if result.status not in ANSWERED:
            raise errors.error_from_result(result, self.connection.info.encoding)
        return result


@cache
def _numbered(sql: str) -> tuple[bytes, list[str]]:
    """A statement with `$1, $2 …` for `%s`, or for `%(name)s` with their names in order."""
    names: list[str] = []
    places = 0

    def number(place: re.Match[str]) -> str:
        nonlocal places
        if place[0] == "%%":
            return "%"
        if place[1]:
            if place[1] not in names:
                names.append(place[1])
            return f"${names.index(place[1]) + 1}"
        places += 1
        return f"${places}"

    return PLACE.sub(number, sql).encode(), names
