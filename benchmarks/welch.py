"""Welch’s t of two rows of times, as in “dudect”: below 4.5 nothing is told."""

import math
import statistics
from typing import Final

GOAL: Final = 4.5
Times = list[float]


def t(here: Times, there: Times) -> float:
    return (statistics.mean(here) - statistics.mean(there)) / spread(here, there)


def spread(here: Times, there: Times) -> float:
    return math.sqrt(sum(statistics.variance(times) / len(times) for times in (here, there)))


def shown(times: Times) -> str:
    return f"{1000 * statistics.mean(times):.2f} ms"


def would_be_seen(here: Times, there: Times) -> str:
    """How far apart the two would have to lie."""
    return f"{1000 * GOAL * spread(here, there):.1f} ms would have been seen"
