"""What two people have done, and how it was: each says so alone, and it counts when both do."""

from typing import Final

from django.db import connection, transaction

from closeness import dealing, ending, pacing
from closeness.models import Item, Seat
from closeness.options import Thing
from couples.models import Couple, User
from privacy.context import as_dealer
from privacy.fields import readable

COUNT: Final = """INSERT INTO closeness_tally (couple_id, level, done) VALUES (%s, %s, 1)
ON CONFLICT (couple_id, level) DO UPDATE SET done = closeness_tally.done + 1"""


class Ended(Exception):
    """It has left the page meanwhile."""


def find(couple: Couple, public_id: str, *, by: User) -> tuple[Item, Thing] | None:
    """Something of which they said that they did it: on the page still, or done, say both."""
    mine = Item.objects.filter(pk=public_id, couple=couple, person=by)
    found = ending.of_things(couple, list(mine))
    return next((one for one in found if readable(one[0], "did", None)), None)


@transaction.atomic
def did(item: Item, thing: Thing, *, by: User) -> None:
    """Pressed by both at once, it is counted once."""
    _hold(item)
    item.did = True
    item.save(update_fields=["did"])
    with as_dealer():
        rows = Item.objects.filter(pair=item.pair)
        each = list(rows)
        said = [readable(one, "did", None) for one in each]  # of both, whichever comes first
        if all(said) and not any(one.done for one in each):
            rows.update(done=True)
            with connection.cursor() as cursor:
                cursor.execute(COUNT, [item.couple_id, thing.level])


@transaction.atomic
def rate(item: Item, thing: Thing, comfort: int, *, seat: Seat) -> bool:
    """Read by nobody else. Below their own line it takes them a level back, from the next page on: what
    left this one at once would tell how it was. Says whether it did.
    """
    mine = pacing.held(seat)
    limits = mine.limits
    _hold(item)
    item.comfort = str(comfort)
    item.save(update_fields=["comfort"])
    if comfort >= limits.line or thing.level > limits.level or thing.level == 1:
        return False
    mine.kept = limits.at(thing.level - 1).kept
    mine.save(update_fields=["kept"])
    return True


def done(couple: Couple, *, by: User) -> list[Item]:
    """Both say so; the newest first."""
    mine = Item.objects.filter(couple=couple, person=by, done=True)
    return list(mine.select_related("round").order_by("-round__closes_on", "place"))


def _hold(item: Item) -> None:
    """Nobody else changes it until the transaction ends; refuses where it has ended by now."""
    with as_dealer():
        dealing.hold(item.couple_id)
        if Item.objects.filter(pk=item.pk, ended=True, done=False).exists():
            raise Ended
