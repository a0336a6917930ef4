"""What stands on the page where somebody begins an apology, and finds those that there are."""

from collections.abc import Sequence
from dataclasses import dataclass

from couples.models import Couple, User
from mending.models import Apology, Receipt, Rehearsal

A_FEW = 20


@dataclass(frozen=True, slots=True)
class Home:
    """With the lock of one's own words closed, only what the other knows as well is in it."""

    is_closed: bool
    partner: User | None
    open: Rehearsal | None
    said: Sequence[Rehearsal]
    sent: Sequence[Apology]
    received: Sequence[Apology]
    put_away: Sequence[Apology]


def home(couple: Couple, person: User, *, is_closed: bool) -> Home:
    partner = couple.partner_of(person)
    sent = list(Apology.objects.of(couple).filter(sender=person).order_by("-sent_at")[:A_FEW])
    if is_closed:
        return Home(is_closed, partner, None, (), sent, (), ())
    mine = Rehearsal.objects.of(person, partner).order_by("-touched_at")
    ours = Apology.objects.of(couple).standing().filter(receiver=person).order_by("-sent_at")
    away = set(
        Receipt.objects.filter(person=person, put_away=True).values_list("apology", flat=True)
    )
    received = list(ours[:A_FEW])
    return Home(
        is_closed,
        partner,
        mine.open().first(),
        list(mine.exclude(said_on=None)[:A_FEW]),
        sent,
        [one for one in received if one.pk not in away],
        [one for one in received if one.pk in away],
    )
