"""“Stop for now”: nothing of it for either, for as long as one of the two wants. It looks like any pause."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from closeness import dealing, ending, pacing
from closeness.models import Seat, Spectrum
from couples import pauses
from couples.models import Couple
from privacy.context import as_dealer
from privacy.ready import Ready

_STOPPED = Ready[int](
    lambda couple: Spectrum.objects.filter(couple=couple, rests=True).values_list("pk", flat=True),
    couple=Couple,
)


def is_resting(couple: Couple, now: datetime) -> bool:
    stopped = bool(_STOPPED(couple=couple))
    return pauses.is_paused(couple, now) or stopped


@transaction.atomic
def rest(seat: Seat, *, rests: bool) -> None:
    """It opens again when neither wants it to rest. What was on the page is not brought back."""
    mine = pacing.held(seat)
    mine.kept = replace(mine.limits, rests=rests).kept
    mine.save(update_fields=["kept"])
    with as_dealer():
        spectrum = dealing.hold(mine.couple_id)
        theirs = Seat.objects.filter(couple_id=mine.couple_id)
        spectrum.rests = any(one.limits.rests for one in theirs)
        spectrum.save(update_fields=["rests"])
        if spectrum.rests:
            ending.end_all(mine.couple_id)
