"""How far goals have come, as one number: goal attainment scaling."""

from collections.abc import Mapping, Sequence
from datetime import date
from math import sqrt
from statistics import fmean
from typing import Final

RHO: Final = 0.3
MIDDLE: Final = 50.0
LOWEST, HIGHEST = 20.0, 80.0  # what five goals at an end of their ladders come close to

# Up to which number it is said how.
IN_WORDS: Final = (
    (35.0, "Well below what was hoped for"),
    (45.0, "Somewhat below what was hoped for"),
    (55.0, "About as hoped for"),
    (65.0, "Somewhat beyond what was hoped for"),
)
BEYOND: Final = "Well beyond what was hoped for"

Steps = Mapping[date, float]  # of a goal: by the day on which a round began


def t_score(
    steps: Sequence[float], weights: Sequence[float] | None = None, *, rho: float = RHO
) -> float:
    """T = 50 + 10·Σ wᵢxᵢ / √((1−ρ)·Σ wᵢ² + ρ·(Σ wᵢ)²), where each x is a goal’s step from −2 to +2.

    `rho`: how far goals are taken to go together. Without `weights` every goal weighs the same. Source:
    T. J. Kiresuk and R. E. Sherman, “Goal attainment scaling: A general method for evaluating
    comprehensive community mental health programs”, Community Mental Health Journal 4 (1968), 443–453.
    """
    if not steps:
        raise ValueError("Without a goal there is no score.")
    weighed = [1.0] * len(steps) if weights is None else weights
    total = sum(weight * step for weight, step in zip(weighed, steps, strict=True))
    spread = (1 - rho) * sum(weight**2 for weight in weighed) + rho * sum(weighed) ** 2
    return MIDDLE + 10 * total / sqrt(spread)


def of_both(steps: Sequence[int]) -> float:
    """Where a goal stands in a round: halfway between what the two see. How far they differ is no number."""
    return fmean(steps)


def in_words(score: float) -> str:
    return next((words for limit, words in IN_WORDS if score <= limit), BEYOND)


def latest(goals: Sequence[Steps]) -> float | None:
    """From the newest step of each goal that has one."""
    newest = [steps[max(steps)] for steps in goals if steps]
    return t_score(newest) if newest else None


def over_time(goals: Sequence[Steps]) -> list[tuple[date, float]]:
    """On each day on which a round began, from what was known by then."""
    days = sorted({day for steps in goals for day in steps})
    scores = [(day, latest([_until(steps, day) for steps in goals])) for day in days]
    return [(day, score) for day, score in scores if score is not None]


def _until(steps: Steps, day: date) -> Steps:
    return {on: step for on, step in steps.items() if on <= day}
