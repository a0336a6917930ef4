"""The first page of a caseload of 200 couples, beside one of 5."""

import statistics
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client

from benchmarks import people
from benchmarks.verdict import Verdict
from couples.models import User

FEW, MANY = 5, 200
TURNS = 200


def run() -> Iterator[Verdict]:
    few, many = (_visitor(number) for number in (FEW, MANY))
    asked = _queries(many), _queries(few)
    yield Verdict(
        "Dashboard of 200, queries",
        f"{asked[0]}",
        f"{asked[1]} with 5",
        asked[0] / asked[1],
        goal=1,
    )
    turns = [(_timed(many), _timed(few)) for _ in range(TURNS)]
    slow, quick = (_p95(side) for side in zip(*turns, strict=True))
    yield Verdict(
        "Dashboard of 200, p95", f"{slow:.1f} ms", f"{quick:.1f} ms with 5", slow / quick, goal=1.5
    )


def _visitor(couples: int) -> Client:
    now = datetime.now(UTC)
    therapist = people.therapist()
    pairs = people.couples(couples, now=now - timedelta(days=30))
    people.check_ins(pairs, until=now.date(), days=14)
    people.caseload(therapist, pairs, now=now)
    return _signed_in(therapist)


def _signed_in(person: User) -> Client:
    client = Client(headers={"host": "localhost", "x-forwarded-proto": "https"})
    client.cookies[settings.SESSION_COOKIE_NAME] = people.session_of(person)
    return client


def _open(client: Client) -> None:
    answer = client.get("/caseload/")
    if answer.status_code != 200:
        raise RuntimeError(f"The caseload answered {answer.status_code}.")


def _queries(client: Client) -> int:
    asked = 0

    def count(execute: Callable[..., Any], *arguments: Any) -> Any:
        nonlocal asked
        asked += 1
        return execute(*arguments)

    _open(client)
    with connection.execute_wrapper(count):
        _open(client)
    return asked


def _timed(client: Client) -> float:
    start = time.perf_counter()
    _open(client)
    return 1000 * (time.perf_counter() - start)


def _p95(values: tuple[float, ...]) -> float:
    return statistics.quantiles(values, n=20)[-1]
