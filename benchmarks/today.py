"""Today, beside a stock page with session and user: processor time of the server."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from benchmarks import house, load, people
from benchmarks.load import Measured, Request
from benchmarks.verdict import Verdict

ROUNDS = 5
PEOPLE = 40
VISITS = 5  # of each person in each round


def run() -> Iterator[Verdict]:
    now = datetime.now(UTC)
    pairs = people.couples(PEOPLE // 2, now=now - timedelta(days=30))
    people.check_ins(pairs, until=now.date(), days=7)
    ours = [people.session_of(person) for pair in pairs for person in pair]
    plain = house.plain_sessions(PEOPLE)
    with house.both() as (our_server, plain_server):
        rounds = [
            (_visit(our_server, ours, secure=True), _visit(plain_server, plain, secure=False))
            for _ in range(ROUNDS + 1)
        ][1:]
    ours_cpu, plain_cpu = (
        load.median(one.cpu_each for one in side) for side in zip(*rounds, strict=True)
    )
    yield Verdict(
        "Today, processor time",
        f"{ours_cpu:.2f} ms",
        f"{plain_cpu:.2f} ms",
        ours_cpu / plain_cpu,
        goal=2,
    )


def _visit(server: house.Server, sessions: list[str], *, secure: bool) -> Measured:
    requests = [Request("/", one, secure=secure) for one in sessions * VISITS]
    return load.measure(server.port, server.pid, requests, 200)
