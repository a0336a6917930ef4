"""What somebody takes along of closeness, and what becomes of it when they are erased.

What they said to their cards is in no copy: a copy may be asked for by somebody who stands behind them.
"""

from collections.abc import Iterator

from closeness import ending
from closeness.models import Item, OwnOption
from couples.models import User
from leaving.belongings import Belonging
from leaving.shelves import AT_A_TIME, Row, Shelf
from privacy.fields import shown


def owns(person: User) -> Iterator[Row]:
    mine = OwnOption.objects.filter(person=person).order_by("added_at")
    for one in mine.iterator(AT_A_TIME):
        yield one.added_at, one.get_level_display(), shown(one, "name"), shown(one, "what")


def done(person: User) -> Iterator[Row]:
    mine = Item.objects.filter(person=person, done=True).select_related("round", "couple")
    for one in mine.order_by("round__closes_on", "place").iterator(AT_A_TIME):
        for item, thing in ending.of_things(one.couple, [one]):
            yield item.round.closes_on, thing.kind, thing.title


SHELVES = {
    55: Shelf(
        "own_closeness",
        "Ideas for closeness that you added",
        "As you wrote them, for both of you to read. Those that you took off the list are here as well.",
        {"added": "Added", "kind": "Kind", "name": "Idea", "what": "What it is"},
        owns,
    ),
    56: Shelf(
        "done_together",
        "Closeness that both of you marked as done",
        "What either of you said to any card is not in a copy, and how it was for you is not either.",
        {"week": "Week from", "kind": "Kind", "name": "What it was"},
        done,
    ),
}
BELONGINGS = (
    Belonging("closeness_answer"),
    Belonging("closeness_item"),
    Belonging("closeness_card"),
    Belonging("closeness_holdanswer"),
    Belonging("closeness_ownoption"),
    Belonging("closeness_seat"),
    Belonging("closeness_deck"),
)
