"""Presses at the same moment, each on a real connection of its own."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier
from typing import Any

from django.db import connection, connections

from couples.models import User
from privacy.context import acting_as

Press = Callable[[], object]
Together = Callable[..., list[bool]]
Gave = Callable[..., list[Any]]


@contextmanager
def side_by_side(*refusals: type[Exception], threads: int = 2) -> Iterator[Gave]:
    """What each press gave, or how it was refused."""
    start = Barrier(threads)

    def run(press: Press) -> object:
        connection.ensure_connection()
        start.wait(20)
        try:
            return press()
        except refusals as refused:
            return refused

    with ThreadPoolExecutor(threads) as pool:

        def together(*presses: Press) -> list[object]:
            return [one.result(30) for one in [pool.submit(run, press) for press in presses]]

        yield together
        together(*[connections.close_all] * threads)


@contextmanager
def through(*refusals: type[Exception]) -> Iterator[Together]:
    """Of two: who got through."""
    with side_by_side(*refusals) as together:
        yield lambda *presses: [not isinstance(gave, refusals) for gave in together(*presses)]


def as_(person: User, act: Press) -> Press:
    def pressed() -> object:
        with acting_as(person):
            return act()

    return pressed
