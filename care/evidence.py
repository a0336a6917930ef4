"""What the rules look at: only what both partners may read of each other by themselves.

A check-in opens to the partner with their own of the same day, so a day counts once both are in.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from checkins import facts
from checkins.models import Moment
from couples.models import Couple
from listening import facts as listened
from privacy import ready

WITHIN_REACH = "SELECT * FROM care_within_reach(%s, %s)"


@dataclass(frozen=True, slots=True)
class Evidence:
    """`days_of_both`: within a year of the day; what check-ins show is there only after a check-in.
    The methods ask as the house.
    """

    couple: Couple
    on: date
    days_of_both: Collection[date] = ()
    appreciations: int = 0
    notes_each: int = 0
    pause_ended: date | None = None

    def is_after_a_hard_day(self, *, within_days: int) -> bool:
        since, until = self.on - timedelta(days=within_days), self.on - timedelta(days=1)
        hard = facts.hard_days(self.couple, start=since, end=until)
        return not set(hard).isdisjoint(facts.days_of_both(self.couple, start=since, end=until))

    def moments_held(self, *, weeks: int) -> int:
        since = self.on - timedelta(weeks=weeks) + timedelta(days=1)
        held = Moment.objects.of(self.couple).filter(status=Moment.Status.HELD)
        return held.filter(on__range=(since, self.on)).count()

    def times_both_felt_heard(self, *, at_least: int) -> int:
        """Sessions of which both have given their numbers, and so read each other's."""
        done = listened.done(self.couple, until=self.on)
        return sum(len(one.heard) == 2 and min(one.heard) >= at_least for one in done)

    def times_stayed_when_hard(self, *, at_least: int) -> int:
        done = listened.done(self.couple, until=self.on)
        return sum(len(one.hard) == 2 and max(one.hard) >= at_least for one in done)


@dataclass(frozen=True, slots=True)
class WithinReach:
    """`milestones`: those that are not yet earned, by primary key, with their rules."""

    evidence: Evidence
    milestones: Mapping[int, Mapping[str, object]]


def after_a_check_in(couple: Couple, on: date, kinds: Collection[str]) -> WithinReach | None:
    """All in one question, for the couple of whoever asks; None while only one of the two is in."""
    for milestones, *seen in ready.ask(WITHIN_REACH, [list(kinds), on]):
        return WithinReach(Evidence(couple, on, *seen), dict(json.loads(milestones)))
    return None
