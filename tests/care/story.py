"""Days of a couple for the tests of care: each made as the person it belongs to."""

from datetime import UTC, date, datetime, time, timedelta

from checkins.models import CheckIn, Moment, Note, Rhythm, SafetyAnswer, SharedWords
from couples import happenings
from couples.happenings import Kind
from couples.models import Couple, User
from privacy.context import acting_as, as_steward

DAY = date(2026, 5, 6)
ONE = timedelta(days=1)


def noon(on: date) -> datetime:
    return datetime.combine(on, time(12), tzinfo=UTC)


def people_of(couple: Couple) -> list[User]:
    with as_steward():
        return couple.people


def check_in(
    person: User,
    couple: Couple,
    on: date = DAY,
    *,
    closeness: int = 5,
    stress: int | None = 3,
    appreciation: str = "",
    note: Note.Audience | None = None,
    safe: SafetyAnswer.Answer | None = None,
) -> None:
    whose = {"person": person, "couple": couple, "on": on}
    with acting_as(person):
        row = CheckIn.objects.create(
            **whose, closeness=closeness, stress=stress, submitted_at=noon(on)
        )
        if appreciation:
            SharedWords.objects.create(check_in=row, **whose, appreciation=appreciation)
        if note:
            Note.objects.create(check_in=row, **whose, text="Some words.", audience=note)
        if safe:
            SafetyAnswer.objects.create(check_in=row, **whose, answer=safe)
        happenings.record(Kind.CHECKED_IN, couple=couple, by=person, on=on, now=noon(on))


def check_in_both(couple: Couple, on: date = DAY, **facts: int) -> None:
    for person in people_of(couple):
        check_in(person, couple, on, closeness=facts.get("closeness", 5))


def moment(couple: Couple, on: date = DAY, status: str = Moment.Status.HELD) -> Moment:
    first, second = people_of(couple)
    with acting_as(first):
        rhythm = Rhythm.objects.of(couple).first() or Rhythm.objects.create(
            couple=couple,
            weekdays=127,
            at=time(12),
            minutes=10,
            zone="Europe/Amsterdam",
            proposed_by=first,
            proposed_at=noon(on),
        )
    with as_steward():
        made = Moment.objects.create(
            couple=couple,
            rhythm=rhythm,
            on=on,
            starts_at=noon(on),
            minutes=10,
            first_speaker=second,
            status=status,
            settled_at=noon(on),
        )
        if status == Moment.Status.HELD:
            happenings.record(Kind.MOMENT_HELD, couple=couple, by=None, on=on, now=noon(on))
    return made
