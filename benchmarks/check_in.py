"""Handing in a day, beside a stock view with session, CSRF, user, form and one insert."""

from collections.abc import Iterator
from datetime import UTC, datetime

from benchmarks import house, load, people
from benchmarks.load import Measured, Request
from benchmarks.verdict import Verdict

ROUNDS = 6
PEOPLE = 60  # in each round; everybody hands in two days
WORDS = "You made tea without my asking, and you sat with me until it was gone."
THREE_TAPS = (("closeness", "7"), ("safe", "yes"), ("appreciation", WORDS))


def run() -> Iterator[Verdict]:
    number = (ROUNDS + 1) * PEOPLE
    pairs = people.couples(number // 2, now=datetime.now(UTC))
    ours = [people.session_of(person) for pair in pairs for person in pair]
    plain = house.plain_sessions(number)
    with house.both() as (our_server, plain_server):
        rounds = []
        for first in range(0, number, PEOPLE):
            some = slice(first, first + PEOPLE)
            rounds.append((hand_in(our_server, ours[some]), _write(plain_server, plain[some])))
    yield from _verdicts(rounds[1:])


def hand_in(server: house.Server, sessions: list[str]) -> Measured:
    extra = (("audience", "only_me"), ("page", "benchmark"))
    requests = [
        Request("/check-in/", one, (("on", day.isoformat()), *THREE_TAPS, *extra), secure=True)
        for day in house.days()
        for one in sessions
    ]
    return load.measure(server.port, server.pid, requests, 302)


def _write(server: house.Server, sessions: list[str]) -> Measured:
    requests = [
        Request("/write/", one, (("on", day.isoformat()), *THREE_TAPS))
        for day in house.days()
        for one in sessions
    ]
    return load.measure(server.port, server.pid, requests, 302)


def _verdicts(rounds: list[tuple[Measured, Measured]]) -> Iterator[Verdict]:
    ours, plain = (load.median(one.rate for one in side) for side in zip(*rounds, strict=True))
    ratios = [mine.rate / other.rate for mine, other in rounds]
    yield Verdict(
        "Check-in POST",
        f"{ours:.0f}/s",
        f"{plain:.0f}/s",
        load.median(ratios),
        goal=0.6,
        at_least=True,
        note=load.spread(ratios),
    )
