"""Handing in a day: once, again after a second thought, or the day after."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from checkins import days, reading
from checkins.models import CheckIn, Draft, Note, SafetyAnswer, SharedWords
from couples import happenings
from couples.models import Couple, Happening, User
from privacy import ready
from privacy.fields import Token, readable, sealed


class Refused(Exception):
    """`words`: what the person reads; what was typed stays in the page."""

    words = ""


class DayIsClosed(Refused):
    words = (
        "Only today and yesterday can be written. What you wrote is still below: keep what "
        "matters to you somewhere else."
    )


class AlreadyRead(Refused):
    words = "Your partner has read this day, so it stays as it is."


class Locked(Refused):
    words = (
        "This day is handed in already, and your lock is closed. What you wrote is still below: "
        "open the lock in another tab, then hand in once more."
    )


class ChangedElsewhere(Refused):
    words = (
        "This day was handed in from another page meanwhile, with other words. They are shown "
        "below. Hand in once more, and what you have here takes their place."
    )

    def __init__(self, saved: CheckIn) -> None:
        super().__init__(str(saved))
        self.saved = saved


@dataclass(frozen=True, slots=True)
class Answers:
    closeness: int
    safe: str
    stress: int | None = None
    energy: int | None = None
    sleep_half_hours: int | None = None
    needs: tuple[str, ...] = ()
    appreciation: str = ""
    note: str = ""
    audience: str = Note.Audience.ONLY_ME
    is_whole: bool = True

    @classmethod
    def of(cls, check_in: CheckIn) -> "Answers":
        """As it was handed in; without `is_whole` where some of it cannot be opened any more."""
        words, note = check_in.said, check_in.noted
        parts = (
            (check_in.safety_answer, "answer"),
            (words, "needs"),
            (words, "appreciation"),
            (note, "text"),
        )
        opened = [readable(row, name, LOST) if row else None for row, name in parts]
        safe, chosen, thanks, text = (None if one is LOST else one for one in opened)
        return cls(
            **{name: getattr(check_in, name) for name in NUMBERS},
            safe=safe or "",
            needs=tuple(chosen or ()),
            appreciation=thanks or "",
            note=text or "",
            audience=note.audience if note else Note.Audience.ONLY_ME,
            is_whole=LOST not in opened,
        )

    @property
    def numbers(self) -> dict[str, int | None]:
        return {name: getattr(self, name) for name in NUMBERS}


LOST: Final = object()
NUMBERS = ("closeness", "stress", "energy", "sleep_half_hours")


@dataclass(frozen=True, slots=True)
class Page:
    """An open form. `version`: which state of the day it began from, 0 where there was none.
    `follows`: the page whose draft it took over.
    """

    name: str
    follows: str = ""
    version: int = 0

    @property
    def names(self) -> set[str]:
        return {self.name, self.follows}


HAND_IN = """
SELECT checkins_hand_in(
    couple => %(couple)s, day => %(day)s, late => %(late)s, at => %(at)s,
    began_from => %(began_from)s, pages => %(pages)s,
    closeness => %(closeness)s, stress => %(stress)s, energy => %(energy)s,
    sleep => %(sleep_half_hours)s, safe => %(safe)s, needs => %(needs)s, thanks => %(thanks)s,
    note => %(note)s, readers => %(readers)s, public_id => %(public_id)s, kind => %(kind)s
)
"""


def hand_in(
    *,
    by: User,
    couple: Couple,
    on: date,
    answers: Answers,
    page: Page,
    now: datetime,
    is_locked: Callable[[], bool] = lambda: False,
) -> None:
    """Handing in the same twice is once; other words never overwrite unseen.

    `is_locked`, asked only where there is a day: nothing is compared then, for an answer would tell what
    was said.
    """
    if on not in days.open_to(by, now):
        raise DayIsClosed
    known = days.own(by, on) if page.version else None
    if known and is_locked():
        raise Locked
    if known and (known.version != page.version or Answers.of(known) == answers):
        _same_or_refused(known, answers, page)
        return
    if known:
        reading.hold(known)
    kind = happenings.Kind.CHECK_IN_CHANGED if known else happenings.Kind.CHECKED_IN
    happening = Happening(kind=kind, couple=couple, by=by, on=on, at=now)
    if _write(happening, by, answers, page):
        happenings.tell(happening)
    elif there := days.own(by, on):
        _explain(there, answers, page, is_locked())


def _sealed(by: User, on: date, answers: Answers, page: Page) -> dict[str, Token | None]:
    """What the database does not read, bound to the version that the day is about to have."""
    part = {"person": by, "on": on, "version": page.version + 1}
    words = SharedWords(**part, needs=answers.needs, appreciation=answers.appreciation or None)
    has_words = answers.needs or answers.appreciation
    return {
        "safe": sealed(SafetyAnswer(**part, answer=answers.safe), "answer"),
        "needs": sealed(words, "needs") if has_words else None,
        "thanks": sealed(words, "appreciation"),
        "note": sealed(Note(**part, text=answers.note), "text") if answers.note else None,
    }


def _write(happening: Happening, by: User, answers: Answers, page: Page) -> bool:
    """Everything at once, or nothing where another page or the partner’s eyes were faster."""
    on, at = happening.on, happening.at
    ((happening.pk,),) = ready.ask(
        HAND_IN,
        {"couple": happening.couple_id, "day": on, "late": on != by.local_date(at), "at": at}
        | {"began_from": page.version, "pages": list(page.names), "readers": answers.audience}
        | {"public_id": happening.public_id, "kind": happening.kind}
        | answers.numbers
        | _sealed(by, on, answers, page),
    )
    return happening.pk is not None


def _explain(known: CheckIn, answers: Answers, page: Page, is_locked: bool) -> None:
    if is_locked:
        raise Locked
    if known.version == page.version:
        raise AlreadyRead
    _same_or_refused(known, answers, page)


def _same_or_refused(known: CheckIn, answers: Answers, page: Page) -> None:
    if Answers.of(known) != answers:
        raise ChangedElsewhere(known)
    Draft.objects.filter(person=known.person_id, on=known.on, page__in=page.names).delete()
