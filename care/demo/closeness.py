"""Robin and Sam choose in private, week by week, and do one thing of what both chose."""

from datetime import datetime

from closeness import answering, beginning, closing, doing, ending, menus, own, pacing
from closeness.models import Item, Level, Round, Said
from closeness.options import Thing
from couples.models import Couple, User
from privacy.context import acting_as, as_steward
from privacy.identifiers import new_public_id

AT_EASE = 8


def begin(couple: Couple, robin: User, sam: User, *, now: datetime) -> None:
    with acting_as(robin):
        own.add(
            couple,
            level=Level.TIME,
            name="Our bench by the river",
            what="Sit there till the first of us is cold. Whoever likes brings something to eat.",
            minutes=30,
            token=new_public_id(),
            by=robin,
            now=now,
        )
    for person in (robin, sam):
        _choose(couple, person, now)


def end_week(couple: Couple, robin: User, sam: User, *, now: datetime) -> None:
    """On its last evening, if this is one; its page is there, and each chooses anew."""
    with as_steward():
        due = list(Round.objects.due(now).filter(couple=couple).values_list("pk", flat=True))
    for pk in due:
        closing.close(pk, now=now)
        _live(couple, robin, sam, now)


def _live(couple: Couple, robin: User, sam: User, now: datetime) -> None:
    """One thing of the page they do; where it is full, Sam leaves out another."""
    full = _page(couple, sam, now)
    if len(full) == menus.MOST:
        with acting_as(sam):
            ending.not_this_week(full[-1][0])
    for person in (robin, sam):
        for item, thing in _page(couple, person, now)[:1]:
            _do(couple, person, item, thing)
        _choose(couple, person, now)


def _page(couple: Couple, person: User, now: datetime) -> list[tuple[Item, Thing]]:
    with acting_as(person):
        return ending.standing(couple, by=person, now=now)


def _do(couple: Couple, person: User, item: Item, thing: Thing) -> None:
    with acting_as(person):
        seat = beginning.seat_of(person, couple)
        doing.did(item, thing, by=person)
        if seat:
            doing.rate(item, thing, AT_EASE, seat=seat)


def _choose(couple: Couple, person: User, now: datetime) -> None:
    """As far as affection, one level a week."""
    with acting_as(person):
        seat = beginning.begin(couple, by=person, now=now)
        if seat.limits.level < Level.AFFECTION:
            pacing.rise(seat, now=now)
        said = {card.pk: Said.OPEN for card, _ in answering.cards(couple, by=person)}
        answering.say(couple, said, by=person, now=now)
