"""A level at which two people hold closeness for a while, together with their therapist."""

from datetime import date, datetime, timedelta
from typing import Final

from django.db import IntegrityError, transaction

from closeness import dealing, ending
from closeness.models import Hold, HoldAnswer, Spectrum
from couples.models import CareLink, Couple, User
from privacy.context import as_dealer

LONGEST: Final = timedelta(weeks=12)


class OneAtATime(Exception):
    """Another one stands; lift it first."""


class Gone(Exception):
    """It was lifted meanwhile, or its time is over."""


def of(couple: Couple, now: datetime) -> Hold | None:
    """Proposed or agreed, for whoever of the three asks."""
    standing = Hold.objects.filter(couple=couple, ended_at=None, until__gte=now.date())
    return standing.select_related("care_link__therapist").first()


def has_agreed(hold: Hold, person: User) -> bool:
    return HoldAnswer.objects.filter(hold=hold, person=person).exists()


@transaction.atomic
def propose(link: CareLink, *, level: int, until: date, now: datetime) -> Hold:
    past = Hold.objects.filter(couple=link.couple, ended_at=None, until__lt=now.date())
    if past.update(ended_at=now):
        with as_dealer():
            Spectrum.objects.filter(couple_id=link.couple_id).update(held_at=None, held_until=None)
    try:
        with transaction.atomic():
            return Hold.objects.create(
                care_link=link, couple=link.couple, level=level, until=until, proposed_at=now
            )
    except IntegrityError:
        raise OneAtATime from None


@transaction.atomic
def agree(hold: Hold, *, by: User, now: datetime) -> None:
    """It holds from the second yes on; what lies above it leaves the page."""
    with as_dealer():
        spectrum = dealing.hold(hold.couple_id)
        standing = Hold.objects.filter(pk=hold.pk, ended_at=None, until__gte=now.date()).first()
    if standing is None:
        raise Gone
    HoldAnswer.objects.get_or_create(hold=hold, person=by, defaults={"agreed_at": now})
    with as_dealer():
        both = HoldAnswer.objects.filter(hold=hold).count() == 2
        if both:
            spectrum.held_at, spectrum.held_until = hold.level, hold.until
            spectrum.save(update_fields=["held_at", "held_until"])
    if both:
        ending.end_outside(hold.couple, by, range(1, hold.level + 1))


@transaction.atomic
def lift(hold: Hold, *, now: datetime) -> None:
    """By the therapist, at any time."""
    Hold.objects.filter(pk=hold.pk, ended_at=None).update(ended_at=now)
    with as_dealer():
        Spectrum.objects.filter(couple_id=hold.couple_id).update(held_at=None, held_until=None)
