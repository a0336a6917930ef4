"""What the therapist’s page may ask: counts of what both say they did, and what the three agree to hold."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from closeness import holding
from closeness.holding import Held
from closeness.models import Level, Tally
from couples.models import Couple


@dataclass(frozen=True, slots=True)
class Count:
    kind: str
    done: int


@dataclass(frozen=True, slots=True)
class Closeness:
    """`done`: by level, those of which there is something."""

    done: Sequence[Count]
    held: Held | None


def shown(couple: Couple, *, now: datetime) -> Closeness:
    """Called as a therapist it answers within what both agreed to."""
    tally = Tally.objects.filter(couple=couple).order_by("level")
    done = [Count(Level(one.level).label, one.done) for one in tally]
    return Closeness(done, holding.held(couple, now))
