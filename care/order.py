"""Whom to look at first. The couple is one: nothing here tells one partner from the other.

First a day that did not feel safe, within a week; then silence of a week or more; then closeness that
has clearly fallen; then everybody else. Among equals, the longest without activity comes first.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

RECENT = timedelta(days=7)
CLEARLY_LESS = 1.5


class Concern(IntEnum):
    NOT_SAFE = 0
    SILENT = 1
    FURTHER_APART = 2
    NONE = 3


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a couple stands, as far as both let their therapist see it.

    `since`: the day of their last activity; before there is any, the day on which the therapist was named.
    """

    couple_id: int
    since: date
    has_begun: bool = True
    not_safe_on: date | None = None
    closeness: float | None = None
    closeness_before: float | None = None

    def days_quiet(self, today: date) -> int:
        return max((today - self.since).days, 0)

    def concern(self, today: date) -> Concern:
        if self.not_safe_on and today - self.not_safe_on < RECENT:
            return Concern.NOT_SAFE
        if self.days_quiet(today) >= RECENT.days:
            return Concern.SILENT
        if self.fell >= CLEARLY_LESS:
            return Concern.FURTHER_APART
        return Concern.NONE

    @property
    def fell(self) -> float:
        if self.closeness is None or self.closeness_before is None:
            return 0.0
        return self.closeness_before - self.closeness


def by_concern(standings: list[Standing], today: date) -> list[Standing]:
    return sorted(
        standings,
        key=lambda one: (one.concern(today), -one.days_quiet(today), one.couple_id),
    )
