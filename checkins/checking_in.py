"""Handing in a day: once, again after a second thought, or the day after."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from checkins import days, reading
from checkins.models import CheckIn, Draft, Need, Note, SafetyAnswer, SharedWords
from couples import happenings
from couples.models import Couple, User


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
        words: SharedWords | None = getattr(check_in, "words", None)
        note: Note | None = getattr(check_in, "note", None)
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


def hand_in(
    *, by: User, couple: Couple, on: date, answers: Answers, page: Page, now: datetime
) -> CheckIn:
    """The day as it is kept. Handing in the same twice is once; other words never overwrite unseen."""
    if on not in days.open_to(by, now):
        raise DayIsClosed
    try:
        with transaction.atomic():
            check_in = _keep(by, couple, on, answers, page.version, now)
            Draft.objects.filter(person=by, on=on, page__in=page.names).delete()
    except IntegrityError:
        known = days.own(by, on)
        if known is None:
            raise
        return _same_or_refused(known, answers)
    return check_in


def _keep(
    by: User, couple: Couple, on: date, answers: Answers, version: int, now: datetime
) -> CheckIn:
    known = days.own(by, on) if version else None
    if known is None:
        return _first(by, couple, on, answers, now)
    if known.version != version or Answers.of(known) == answers:
        return _same_or_refused(known, answers)
    return _change(known, couple, answers, now)


def _first(by: User, couple: Couple, on: date, answers: Answers, now: datetime) -> CheckIn:
    check_in = CheckIn.objects.create(
        person=by,
        couple=couple,
        on=on,
        back_filled=on != by.local_date(now),
        submitted_at=now,
        **answers.numbers,
    )
    _write_parts(check_in, answers)
    happenings.record(happenings.Kind.CHECKED_IN, couple=couple, by=by, on=on, now=now)
    return check_in


def _change(known: CheckIn, couple: Couple, answers: Answers, now: datetime) -> CheckIn:
    reading.hold(known)
    same = CheckIn.objects.filter(pk=known.pk, version=known.version)
    if not same.update(couple=couple, version=known.version + 1, **answers.numbers):
        _refuse(known)
    known.couple = couple
    for part in (SharedWords, SafetyAnswer, Note):
        part._default_manager.filter(pk=known.pk).delete()
    _write_parts(known, answers)
    kind = happenings.Kind.CHECK_IN_CHANGED
    happenings.record(kind, couple=couple, by=known.person, on=known.on, now=now)
    return known


def _write_parts(check_in: CheckIn, answers: Answers) -> None:
    day: dict[str, Any] = {
        "check_in": check_in,
        "person_id": check_in.person_id,
        "couple_id": check_in.couple_id,
        "on": check_in.on,
    }
    SafetyAnswer.objects.create(**day, answer=answers.safe)
    if answers.needs or answers.appreciation:
        first, second, *_ = (*answers.needs, None, None)
        words = answers.appreciation
        SharedWords.objects.create(**day, first_need=first, second_need=second, appreciation=words)
    if answers.note:
        Note.objects.create(**day, text=answers.note, audience=answers.audience)


def _same_or_refused(known: CheckIn, answers: Answers) -> CheckIn:
    if Answers.of(known) != answers:
        raise ChangedElsewhere(known)
    return known


def _refuse(known: CheckIn) -> None:
    now_there = days.own(known.person, known.on)
    if now_there and now_there.version != known.version:
        raise ChangedElsewhere(now_there)
    raise AlreadyRead
