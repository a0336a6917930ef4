"""What the two do about their cycle, each as the person who does it."""

from datetime import date, datetime

from couples.models import Couple, User
from cycle import drafting, loops, noting, ours, sharing
from cycle.models import Choice, Entry
from cycle.telling import Told
from privacy.context import acting_as, asking
from privacy.identifiers import new_public_id
from tests import factories

Kind = Choice.Kind

STORY = "I came home late and the kitchen was dark."
HERS = Told(STORY, cues=["tired"], moves=["withdrew"], feelings=["lonely"], needs=["to-be-asked"])
HIS = Told("You asked and I had no answer.", cues=["pulled-at"], moves=["pursued"])


def choices_there() -> None:
    """A short list, with something of each kind."""
    for order, (slug, kind, words, seen) in enumerate(
        (
            ("tired", Kind.CUE, "Tired, nothing left", ""),
            ("pulled-at", Kind.CUE, "Feeling pressed", ""),
            ("withdrew", Kind.MOVE, "Went quiet", "Silence, and no way in"),
            ("pursued", Kind.MOVE, "Asked again and again", "Question after question"),
            ("lonely", Kind.FEELING, "Lonely", ""),
            ("to-be-asked", Kind.NEED, "To be asked how it is", ""),
            ("hand", Kind.EXIT, "Hold out a hand", ""),
        )
    ):
        with asking(factories.CONTENT_WORK):
            Choice.objects.create(slug=slug, kind=kind, words=words, seen=seen, order=order)
    Choice.objects.changed()


def noted(by: User, told: Told = HERS, *, on: date, token: str = "") -> Entry:
    with acting_as(by):
        return noting.note(told, on=on, token=token or new_public_id(), by=by)


def shared(couple: Couple, by: User, told: Told = HERS, *, now: datetime) -> Entry:
    entry = noted(by, told, on=by.local_date(now))
    share(entry, couple, by, now=now)
    return entry


def share(entry: Entry, couple: Couple, by: User, *, now: datetime) -> None:
    with acting_as(by):
        sharing.share(entry, couple, seen=entry.version, by=by, now=now)
        entry.refresh_from_db()


def unshared(entry: Entry, by: User) -> None:
    with acting_as(by):
        sharing.unshare(entry)
        entry.refresh_from_db()


def begun(by: User, *, now: datetime, **fields: object) -> str:
    """What is typed and not kept yet; its token."""
    token = new_public_id()
    with acting_as(by):
        drafting.keep(token, fields, is_new=True, by=by, now=now)
    return token


def read(couple: Couple, of: User, by: User) -> list[Told | None]:
    """What `by` reads of what `of` shares."""
    with acting_as(by):
        return [sharing.shown(one).told for one in sharing.from_(of, couple)]


def drawn(couple: Couple, by: User) -> loops.Loop | None:
    with acting_as(by):
        return loops.of(couple, seen_by=by)


def named(couple: Couple, by: User, words: str, *, now: datetime, seen: int | None = None) -> None:
    with acting_as(by):
        version = ours.name_of(couple).version if seen is None else seen
        ours.name(couple, words, seen=version, by=by, now=now)


def called(couple: Couple, by: User) -> ours.Called:
    with acting_as(by):
        return ours.name_of(couple)


def marked(couple: Couple, by: User, words: str, *, now: datetime, token: str = "") -> None:
    with acting_as(by):
        ours.mark_exit(couple, words, token=token or new_public_id(), by=by, now=now)


def exits(couple: Couple, by: User) -> list[ours.WayOut]:
    with acting_as(by):
        return list(ours.exits(couple, seen_by=by))
