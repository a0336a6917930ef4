"""What a person takes along of their journal, and what becomes of it when they are erased."""

from collections.abc import Iterator

from couples.models import User
from journaling import showing, writing
from journaling.models import Shared
from leaving.belongings import Belonging
from leaving.shelves import AT_A_TIME, Row, Shelf

LOST = "This page can’t be opened."


def pages(person: User) -> Iterator[Row]:
    shared = dict(Shared.objects.filter(person=person).values_list("entry_id", "on"))
    for one in showing.own(person).iterator(AT_A_TIME):
        page = writing.page_of(one)
        on = shared.get(one.pk)
        if page is None:
            yield one.begun_at, one.touched_at, "", "", LOST, on
            continue
        for part in page.answered:
            yield one.begun_at, one.touched_at, page.title, part.ask, part.words, on


SHELVES = {
    33: Shelf(
        "journal",
        "Your journal",
        "Every page that you wrote, with its questions. The other has been able to read a page only while"
        " you shared it.",
        {
            "begun": "Begun",
            "changed": "Last changed",
            "title": "Title",
            "question": "Question",
            "words": "Your words",
            "shared": "Shared on",
        },
        pages,
    ),
}
BELONGINGS = (Belonging("journaling_shared"), Belonging("journaling_entry"))
