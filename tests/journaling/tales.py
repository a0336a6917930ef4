"""What the two do with their journals, each as the person who does it."""

from collections.abc import Sequence
from datetime import datetime

from couples.models import Couple, User
from journaling import sharing, writing
from journaling.models import Entry, Prompt, Shared
from journaling.writing import Opened, Page, Part
from privacy.context import acting_as, asking
from privacy.identifiers import new_public_id
from tests import factories

WORDS = "I was tired, and I missed you."
HARD, SOFT = "Something is wrong with me.", "We were both alone with it."
ASKS = ("The sentence:", "A sentence with room for both of us:")


def prompts_there(first: str = "what-stayed") -> None:
    """A short list, in two kinds."""
    kinds = Prompt.Kind
    for order, (slug, kind, asks) in enumerate(
        ((first, kinds.NOTICE, "What stayed?"), ("wrong", kinds.REFRAME, "\n".join(ASKS)))
    ):
        with asking(factories.CONTENT_WORK):
            Prompt.objects.create(slug=slug, kind=kind, title=slug.title(), asks=asks, order=order)
    Prompt.objects.changed()


def written(
    by: User, *words: str, now: datetime, asks: Sequence[str] = ("",), title: str = ""
) -> Entry:
    both = zip(asks, words or (WORDS,), strict=True)
    page = Page(title, "", tuple(Part(*one) for one in both))
    opened = Opened(new_public_id())
    with acting_as(by):
        entry = writing.begin(new_public_id(), page, opened=opened, by=by, now=now)
    assert entry
    return entry


def reframed(by: User, *, now: datetime) -> Entry:
    return written(by, HARD, SOFT, asks=ASKS, title="Wrong", now=now)


def shared(couple: Couple, by: User, *, now: datetime, entry: Entry | None = None) -> Shared:
    entry = entry or written(by, now=now)
    with acting_as(by):
        entry.refresh_from_db()
        return sharing.share(couple, entry, seen=entry.page, by=by, now=now)


def taken_back(entry: Entry, by: User) -> None:
    with acting_as(by):
        sharing.take_back(entry, by=by)


def read_by(person: User, couple: Couple) -> list[Page | None]:
    """What the other has shared, as this person reads it."""
    with acting_as(person):
        return [writing.page_of(one) for one in sharing.from_partner(couple, to=person)]


def again(entry: Entry, by: User) -> Entry:
    with acting_as(by):
        return Entry.objects.get(pk=entry.pk)
