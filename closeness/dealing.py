"""Opens rounds and deals the cards of each of the two, from what that one alone has opened."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import QuerySet

from closeness import decks, options, weeks
from closeness.decks import Deck
from closeness.ground import Ground
from closeness.models import Card, Level, OwnOption, Round, Seat, Spectrum
from closeness.models import Deck as DeckRow
from closeness.models.round import HOLDS
from privacy.fields import readable


def open_round(spectrum: Spectrum, now: datetime) -> Round:
    """The one that runs, or the next. Asked by the dealer, who holds the spectrum."""
    running = Round.objects.open().filter(couple_id=spectrum.couple_id).first()
    if running:
        return running
    day, at = weeks.next_close(now, spectrum.zone)
    return Round.objects.create(couple_id=spectrum.couple_id, closes_on=day, closes_at=at)


def lay(ground: Ground) -> None:
    Spectrum.objects.get_or_create(
        couple_id=ground.couple.pk, defaults={"zone": ground.people[0].time_zone}
    )


def hold(couple_id: int) -> Spectrum:
    """Nobody else opens, rests or holds it until the transaction ends."""
    return Spectrum.objects.select_for_update().get(couple_id=couple_id)


def deal(round_: Round, seat: Seat, levels: Iterable[int]) -> None:
    """Once to each seat, from the `levels` that are open to whoever sits there."""
    open_ = _open(round_.couple_id, set(levels))
    asked = _asked(seat, round_.closes_on)
    of_now = {name: on for name, on in asked.items() if name in open_}
    hand = decks.dealt(deck_of(seat.person_id), list(open_), of_now, round_.closes_on)
    early = [False] * len(hand.due) + [True] * len(hand.early)
    Card.objects.bulk_create(
        Card(
            round=round_,
            couple_id=round_.couple_id,
            person_id=seat.person_id,
            place=place,
            early=early[place],
            what=open_[name],
        )
        for place, name in enumerate((*hand.due, *hand.early))
    )


def levels_of(seat: Seat, ground: Ground, spectrum: Spectrum, on: date) -> set[int]:
    """Open to whoever sits there on this day, and left open by their practice and by a hold."""
    held = spectrum.held_at if spectrum.held_until and spectrum.held_until >= on else Level.OPEN
    return {
        level
        for level in seat.limits.open_levels(on, ground.hidden)
        if level <= (held or Level.OPEN)
    }


def deck_of(person_id: int) -> Deck:
    row = DeckRow.objects.filter(person_id=person_id).first()
    if row is None:
        first = [one.name for one in options.at_level(Level.ROUTINES)]
        row = DeckRow.objects.create(person_id=person_id, secret=decks.fresh(first).secret)
    return Deck(row.secret)


def lately(person_id: int, couple_id: int, on: date) -> QuerySet[Card]:
    """Cards of theirs that hold on this day, the oldest first."""
    theirs = Card.objects.filter(person_id=person_id, couple_id=couple_id, round__rested=False)
    holding = theirs.filter(round__closes_on__gt=on - HOLDS, round__closes_on__lte=on)
    return holding.select_related("round").order_by("round__closes_on")


def _open(couple_id: int, levels: set[int]) -> dict[str, str]:
    """Keys by name."""
    found = {one.name: one.key for one in options.offered() if one.level in levels}
    owns = OwnOption.objects.filter(couple_id=couple_id, retired_at=None, level__in=levels)
    return found | {options.own_name(one): one.pk for one in owns}


def _asked(seat: Seat, on: date) -> dict[str, date]:
    """By name, when it was last due; a card that asked in other words than those of now does not count."""
    current = {one.key: one.name for one in options.offered()}
    owns = OwnOption.objects.filter(couple_id=seat.couple_id)
    current |= {one.pk: options.own_name(one) for one in owns}
    cards = lately(seat.person_id, seat.couple_id, on).filter(early=False)
    keys = ((readable(one, "what", ""), one.round.closes_on) for one in cards)
    return {current.get(key, key): day for key, day in keys}
