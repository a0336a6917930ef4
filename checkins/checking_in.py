"""Handing in a day: once, again after a second thought, or the day after."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from checkins import days, reading
from checkins.models import CheckIn, Draft, Need, Note
from couples import happenings
from couples.models import Couple, User
from privacy import ready


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
    needs: tuple[Need, ...] = ()
    appreciation: str = ""
    note: str = ""
    audience: str = Note.Audience.ONLY_ME

    @classmethod
    def of(cls, check_in: CheckIn) -> "Answers":
        words, note = check_in.said, check_in.noted
        return cls(
            **{name: getattr(check_in, name) for name in NUMBERS},
            safe=check_in.safety_answer.answer,
            needs=tuple(words.needs) if words else (),
            appreciation=words.appreciation if words else "",
            note=note.text if note else "",
            audience=note.audience if note else Note.Audience.ONLY_ME,
        )

    @property
    def numbers(self) -> dict[str, int | None]:
        return {name: getattr(self, name) for name in NUMBERS}


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
    sleep => %(sleep_half_hours)s, safe => %(safe)s, need => %(need)s, other_need => %(other_need)s,
    thanks => %(thanks)s, note => %(note)s, readers => %(readers)s
)
"""


def hand_in(
    *, by: User, couple: Couple, on: date, answers: Answers, page: Page, now: datetime
) -> None:
    """Handing in the same twice is once; other words never overwrite unseen."""
    if on not in days.open_to(by, now):
        raise DayIsClosed
    known = days.own(by, on) if page.version else None
    if known and (known.version != page.version or Answers.of(known) == answers):
        return _same_or_refused(known, answers, page)
    if known:
        reading.hold(known)
    day = {"couple": couple.pk, "day": on, "late": on != by.local_date(now), "at": now}
    if _write(day, answers, page):
        kind = happenings.Kind.CHECK_IN_CHANGED if known else happenings.Kind.CHECKED_IN
        happenings.record(kind, couple=couple, by=by, on=on, now=now)
    else:
        _explain(by, on, answers, page)
    return None


def _write(day: dict[str, Any], answers: Answers, page: Page) -> bool:
    """Everything at once, or nothing where another page or the partner’s eyes were faster."""
    need, other_need, *_ = (*(one.pk for one in answers.needs), None, None)
    words = {
        "safe": answers.safe,
        "need": need,
        "other_need": other_need,
        "thanks": answers.appreciation,
        "note": answers.note,
        "readers": answers.audience,
    }
    whose = {"began_from": page.version, "pages": list(page.names)}
    ((written,),) = ready.ask(HAND_IN, day | whose | answers.numbers | words)
    return written is not None


def _explain(by: User, on: date, answers: Answers, page: Page) -> None:
    known = days.own(by, on)
    if known and known.version == page.version:
        raise AlreadyRead
    if known:
        _same_or_refused(known, answers, page)


def _same_or_refused(known: CheckIn, answers: Answers, page: Page) -> None:
    if Answers.of(known) != answers:
        raise ChangedElsewhere(known)
    Draft.objects.filter(person=known.person_id, on=known.on, page__in=page.names).delete()
