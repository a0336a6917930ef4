"""What the dealer has to know about a couple besides their choices: as the house sees it."""

from dataclasses import dataclass
from datetime import datetime

from closeness.models import Hidden
from couples import pauses
from couples.models import CareLink, Couple, User
from privacy.context import as_steward
from privacy.ready import Ready


@dataclass(frozen=True, slots=True)
class Ground:
    """`people`: the two, in the order in which they came; `hidden`: levels that their practice leaves out."""

    couple: Couple
    people: list[User]
    is_paused: bool
    hidden: frozenset[int]

    @property
    def are_two(self) -> bool:
        return len(self.people) == 2


def of(couple_id: int, now: datetime) -> Ground:
    with as_steward():
        couple = Couple.objects.get(pk=couple_id)
        people = [] if couple.ended_at else couple.people
        paused = pauses.is_paused(couple, now)
        return Ground(couple, people, paused, left_out(couple))


_HIDDEN = Ready[int](
    lambda couple: Hidden.objects.filter(
        practice__in=CareLink.objects.filter(couple=couple, ended_at=None).values(
            "therapist__therapist__practice"
        )
    ).values_list("level", flat=True),
    couple=Couple,
)


def left_out(couple: Couple) -> frozenset[int]:
    """Levels; of a couple that has no therapist, none."""
    with as_steward():
        return frozenset(_HIDDEN(couple=couple))
