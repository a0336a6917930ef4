"""Handing in a day, beside the same site without row-level security and without encryption."""

from collections.abc import Iterator
from datetime import UTC, datetime

from benchmarks import check_in, house, load, people
from benchmarks.verdict import Verdict

ROUNDS = 8


def run() -> Iterator[Verdict]:
    number = (ROUNDS + 1) * check_in.PEOPLE
    pairs = people.couples(number // 2, now=datetime.now(UTC))
    sessions = [people.session_of(person) for pair in pairs for person in pair]
    house.take_the_walls_down()
    with house.with_and_without() as (ours, bare):
        rounds: list[tuple[float, float]] = []
        for first in range(0, number, check_in.PEOPLE):
            some = sessions[first : first + check_in.PEOPLE]
            sides = [ours, bare] if len(rounds) % 2 else [bare, ours]
            rates = {side.port: check_in.hand_in(side, some).rate for side in sides}
            rounds.append((rates[ours.port], rates[bare.port]))
    with_walls, without = (load.median(side) for side in zip(*rounds[1:], strict=True))
    ratios = [mine / other for mine, other in rounds[1:]]
    yield Verdict(
        "Check-in POST, with its walls",
        f"{with_walls:.0f}/s",
        f"{without:.0f}/s without",
        load.median(ratios),
        goal=0.75,
        at_least=True,
        note=load.spread(ratios),
    )
