"""A tick with nothing due while a million reminders wait, beside one look into the index.

The goal is held against that look asked as the tick asks: by the house, in a transaction that takes
its role, through the policies. What the index takes with none of this around it is told beside it.
"""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from django.db import connections
from psycopg.pq import ExecStatus
from psycopg.pq.abc import PGconn

from benchmarks import load, people
from benchmarks.house import SUPERUSER
from benchmarks.verdict import Verdict
from privacy import ready
from privacy.context import as_steward
from reminders import ticking

Turns = list[tuple[float, float, float]]

WAITING = 1_000_000
FEW = 1_000
TURNS = 200
CLEAR = """
TRUNCATE reminders_reminder;
UPDATE reminders_preferences SET next_plan_at = now() + interval '1 day'
"""
FILL = """
INSERT INTO reminders_reminder (public_id, person_id, couple_id, kind, occurrence, local_at, zone,
    due_at, expires_at, state, lease, attempts, message_id, dropped_because)
SELECT left(md5(number::text), 22), membership.person_id, membership.couple_id, 'check_in', number,
    '', 'UTC', now() + interval '1 hour' + number * interval '1 second',
    now() + interval '4 hours' + number * interval '1 second', 'planned', '', 0, '', ''
FROM generate_series(1, %s) AS number,
    (SELECT person_id, couple_id FROM couples_membership LIMIT 1) AS membership
"""
PROBE = "SELECT min(due_at) FROM reminders_reminder WHERE state = 'planned'"


def run() -> Iterator[Verdict]:
    people.couples(1, now=datetime.now(UTC))
    connections[SUPERUSER].ensure_connection()
    _libpq().prepare(b"bare", PROBE.encode())
    few, many = _measured(FEW), _measured(WAITING)
    tick, probe, bare = (load.median(side) for side in zip(*many, strict=True))
    yield Verdict(
        "Tick with 1,000,000 waiting",
        f"{tick:.2f} ms",
        f"{probe:.2f} ms",
        _ratio(many),
        goal=2,
        note=f"a bare look (no transaction, role or policy; prepared): {bare:.3f} ms",
    )
    yield Verdict(
        "The same, beside 1,000 waiting",
        f"{_ratio(many):.2f} probes",
        f"{_ratio(few):.2f} probes",
        _ratio(many) / _ratio(few),
        goal=1.2,
    )


def _ratio(turns: Turns) -> float:
    """Turn by turn, since a busy machine slows both sides of a turn alike."""
    return load.median(tick / probe for tick, probe, _ in turns)


def _measured(waiting: int) -> Turns:
    with connections[SUPERUSER].cursor() as cursor:
        cursor.execute(CLEAR)
        cursor.execute(FILL, [waiting])
        cursor.execute("VACUUM ANALYZE reminders_reminder")
    now = datetime.now(UTC)
    if any(ticking.tick(now=now).values()):
        raise RuntimeError("Something was due; start again with data of its own.")
    return [(_timed(_tick, now), _timed(_probe, now), _timed(_bare, now)) for _ in range(TURNS)]


def _timed(action: Callable[[datetime], None], now: datetime) -> float:
    start = time.perf_counter()
    action(now)
    return 1000 * (time.perf_counter() - start)


def _tick(now: datetime) -> None:
    ticking.tick(now=now)


def _probe(now: datetime) -> None:
    with as_steward():
        ready.ask(PROBE, [])


def _libpq() -> PGconn:
    link: PGconn = connections[SUPERUSER].connection.pgconn
    return link


def _bare(now: datetime) -> None:
    """One round trip of a kept statement, by a role that no policy binds; the owner's are forced."""
    answer = _libpq().exec_prepared(b"bare", [])
    if answer.status != ExecStatus.TUPLES_OK:
        raise RuntimeError(answer.error_message.decode())
