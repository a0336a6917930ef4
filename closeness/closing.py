"""The end of a week: what both chose becomes the page of the next one. Nothing else ever compares the two.

Whatever has been answered by then counts, and nobody waits for anybody. It is all in one transaction: the
page, the end of the round, the next round and its cards, so that there is never half of it.
"""

import logging
from collections.abc import Iterable
from datetime import date, datetime
from typing import Final

from django.db import transaction

from closeness import dealing, ground, menus, options
from closeness.ground import Ground
from closeness.menus import Lately
from closeness.models import YES, Item, OwnOption, Round, Seat, Spectrum
from closeness.models.round import HOLDS
from privacy.context import as_dealer, as_steward
from privacy.fields import readable
from privacy.identifiers import new_public_id
from reminders.delivering import Lease

logger = logging.getLogger(__name__)

A_TICK: Final = 200
FIRST: Final = ("SELECT min(closes_at) FROM closeness_round WHERE closed_at IS NULL",)


def close_all(now: datetime) -> int:
    """Says how many were closed; what a long tick leaves, the next one takes."""
    tick = Lease(now)
    with as_steward():
        due = list(
            Round.objects.due(now).order_by("closes_at").values_list("pk", flat=True)[:A_TICK]
        )
    return sum(_one(pk, now) for pk in due if tick.is_fresh)


def _one(pk: str, now: datetime) -> bool:
    try:
        return close(pk, now=now)
    except Exception as error:  # the next tick tries again; no other couple is kept waiting
        logger.error("A round was not closed: %s", type(error).__name__)  # noqa: TRY400 - a traceback may repeat words
        return False


@transaction.atomic
def close(pk: str, *, now: datetime) -> bool:
    """False where another tick has closed it. A word that is just being written is waited for: a page that
    came a minute late would tell of it.
    """
    with as_dealer():
        due = Round.objects.due(now).filter(pk=pk)
        round_ = due.select_for_update(of=("self",)).first()
    if round_ is None:
        return False
    us = ground.of(round_.couple_id, now)
    with as_dealer():
        _close(round_, us, now)
    return True


def _close(round_: Round, us: Ground, now: datetime) -> None:
    """What stood on the page before ends here, so that nobody can look at it again, weeks later."""
    spectrum = dealing.hold(us.couple.pk)
    Item.objects.standing().filter(couple=us.couple, done=False).update(ended=True)
    round_.closed_at, round_.rested = now, spectrum.rests or us.is_paused
    round_.save(update_fields=["closed_at", "rested"])
    if not us.are_two:
        return
    following = dealing.open_round(spectrum, now)
    Round.objects.filter(pk=round_.pk).update(good_until=following.closes_at)
    seats = _seats(us)
    if len(seats) == len(us.people) and not round_.rested:
        _serve(round_, _menu(round_, seats, us, spectrum, until=following.closes_on), seats)
    for seat in seats:
        levels = dealing.levels_of(seat, us, spectrum, following.closes_on)
        dealing.deal(following, seat, levels)


def _seats(us: Ground) -> list[Seat]:
    theirs = Seat.objects.filter(couple=us.couple, person__in=[one.pk for one in us.people])
    return list(theirs.order_by("person_id"))


def _menu(
    round_: Round, seats: list[Seat], us: Ground, spectrum: Spectrum, *, until: date
) -> list[str]:
    """Keys of what both said yes to. What would not be open to both all week is left out."""
    owns = OwnOption.objects.filter(couple=us.couple, retired_at=None)
    level_of = {one.key: one.level for one in options.offered()}
    level_of |= dict(owns.values_list("pk", "level"))
    one, other = (
        _said_yes(seat, round_.closes_on, level_of, dealing.levels_of(seat, us, spectrum, until))
        for seat in seats
    )
    secret = "".join(dealing.deck_of(seat.person_id).secret for seat in seats)
    return menus.chosen(one, other, secret=secret, lately=_lately(seats[0], round_))


def _said_yes(seat: Seat, on: date, level_of: dict[str, int], levels: set[int]) -> set[str]:
    """The last word counts, and silence is not now; but to a card that came early it changes nothing."""
    last: dict[str, bool] = {}
    for card in dealing.lately(seat.person_id, seat.couple_id, on).select_related("answer"):
        answer = getattr(card, "answer", None)
        if answer or not card.early:
            said = readable(answer, "said", None) if answer else None
            last[readable(card, "what", "")] = said in YES
    return {key for key, yes in last.items() if yes and level_of.get(key) in levels}


def _lately(seat: Seat, round_: Round) -> Lately:
    """As one of the two has it; the other has the same."""
    theirs = Item.objects.filter(couple=seat.couple_id, person=seat.person_id)
    done = theirs.filter(done=True, round__closes_on__gt=round_.closes_on - HOLDS)
    stood = theirs.filter(round__good_until=round_.closes_at)
    return Lately(stood=_keys(stood), done=_keys(done), week=f"{round_.closes_on}")


def _keys(items: Iterable[Item]) -> set[str]:
    return {readable(one, "what", "") for one in items}


def _serve(round_: Round, keys: list[str], seats: list[Seat]) -> None:
    pairs = [(place, key, new_public_id()) for place, key in enumerate(keys)]
    Item.objects.bulk_create(
        Item(
            round=round_,
            couple_id=round_.couple_id,
            person_id=seat.person_id,
            pair=pair,
            place=place,
            what=key,
        )
        for seat in seats
        for place, key, pair in pairs
    )
