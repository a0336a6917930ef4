"""A level at which two people hold closeness for a while, together with their therapist."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet

from closeness import dealing, ending, ground
from closeness.models import Hold, HoldAnswer, Level, Spectrum
from couples.models import Agreed, CareLink, Couple, User
from privacy.context import as_dealer
from privacy.ready import Ready

LONGEST: Final = timedelta(weeks=12)


class NotAgreed(Exception):
    """Both have not agreed to it, or not any more."""


class OneAtATime(Exception):
    """Another one stands; lift it first."""


class Gone(Exception):
    """It was lifted meanwhile, or its time is over."""


@dataclass(frozen=True, slots=True)
class Held:
    """What all three read of it. `holds`: since both have said yes; before that it is proposed."""

    hold: Hold
    holds: bool

    @property
    def until(self) -> date:
        return self.hold.until

    @property
    def kind(self) -> str:
        return Level(self.hold.level).label

    @property
    def therapist(self) -> str:
        return self.hold.care_link.therapist.display_name


_STANDING = Ready[Hold](
    lambda couple, today: (
        Hold.objects.filter(couple=couple, ended_at=None, until__gte=today)
        .select_related("care_link__therapist")
        .order_by("pk")[:1]
    ),
    couple=Couple,
    today=date,
)


def of(couple: Couple, now: datetime) -> Hold | None:
    """Proposed or agreed, for whoever of the three asks."""
    return next(iter(_STANDING(couple=couple, today=now.date())), None)


def held(couple: Couple, now: datetime) -> Held | None:
    hold = of(couple, now)
    return Held(hold, _holds(hold)) if hold else None


def by(therapist: User) -> QuerySet[Hold]:
    """Theirs that stand."""
    theirs = Hold.objects.filter(care_link__therapist=therapist, ended_at=None)
    return theirs.select_related("couple")


def levels(couple: Couple) -> Sequence[Level]:
    """At which they can be held: not at the last, which is no bound, and at none that is left out."""
    left_out = ground.left_out(couple)
    return [one for one in Level if one != Level.OPEN and one not in left_out]


def has_agreed(hold: Hold, person: User) -> bool:
    return HoldAnswer.objects.filter(hold=hold, person=person).exists()


@transaction.atomic
def propose(link: CareLink, *, level: int, until: date, now: datetime) -> Hold:
    _wait_for_withdrawals(link)
    if not Agreed.objects.filter(couple=link.couple, closeness=True).exists():
        raise NotAgreed
    past = Hold.objects.filter(couple=link.couple, ended_at=None, until__lt=now.date())
    past.update(ended_at=now)
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


def lift(hold: Hold, *, now: datetime) -> None:
    """By the therapist, at any time. What was held is let go with it (migration 0003), as it is when
    either of the two withdraws or ends the link.
    """
    Hold.objects.filter(pk=hold.pk, ended_at=None).update(ended_at=now)


def _holds(hold: Hold) -> bool:
    """The last day as well: of one that has run out the level can still stand there."""
    with as_dealer():
        of_both = Spectrum.objects.filter(couple=hold.couple_id)
        return of_both.filter(held_at=hold.level, held_until=hold.until).exists()


def _wait_for_withdrawals(link: CareLink) -> None:
    """Whoever withdraws takes the same lock, in the trigger that ends what is held."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"hold:{link.pk}"])
