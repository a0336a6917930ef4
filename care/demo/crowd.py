"""More couples, so that a caseload looks like one. Their days are written in bulk, one person at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from django.db import transaction

from care.demo import people
from care.demo.story import IN_THE_EVENING, at
from checkins import rhythms
from checkins.models import CheckIn, Moment, Rhythm, SafetyAnswer
from couples import happenings
from couples.happenings import Kind
from couples.models import Agreement, Couple, User
from privacy.context import acting_as, as_steward

DAYS = 42
NAMES = (
    "Alex",
    "Billie",
    "Charlie",
    "Dana",
    "Eden",
    "Frankie",
    "Gray",
    "Harper",
    "Indigo",
    "Jules",
    "Kai",
    "Lou",
    "Marlow",
    "Nico",
    "Ollie",
    "Parker",
    "Quinn",
    "Remy",
    "Sasha",
    "Toni",
    "Uma",
    "Val",
    "Wren",
    "Yael",
    "Zion",
)
RATINGS_ONLY = ("ratings",)


@dataclass(frozen=True, slots=True)
class Course:
    """How it goes for a couple: closeness at first and in the end, and when it fell silent."""

    began: float
    ended: float
    silent_for: int = 0
    eagerness: float = 0.75
    not_safe_ago: int | None = None
    kinds: Sequence[str] = Agreement.KINDS


COURSES = (
    Course(4, 7),
    Course(5, 6, eagerness=0.9),
    Course(7, 5, silent_for=9),
    Course(4, 3, not_safe_ago=2),
    Course(6, 7, eagerness=0.5, kinds=RATINGS_ONLY),
    Course(8, 3, eagerness=0.95),
    Course(5, 8, eagerness=0.6),
    Course(3, 5, silent_for=1, eagerness=0.4),
)


def add(number: int, noor: User, *, today: date) -> None:
    """The couple of this number, once: it is the same whenever it is made."""
    first_email, second_email = (f"couple{number}{letter}@example.org" for letter in "ab")
    if people.known(first_email):
        return
    chance, course = Random(number), COURSES[number % len(COURSES)]  # noqa: S311 - a story
    first, second = chance.sample(NAMES, 2)
    began = today - timedelta(days=DAYS)
    with transaction.atomic():
        one = people.person(first_email, first, now=at(began, 9))
        other = people.person(second_email, second, now=at(began, 9))
        couple = people.couple(one, other, now=at(began, 10))
        people.agree(couple, noor, one, other, kinds=course.kinds, now=at(began, 11))
        _moments(couple, one, other, course, chance, today)
        for person in (one, other):
            _check_ins(person, couple, course, chance, today)


def _check_ins(person: User, couple: Couple, course: Course, chance: Random, today: date) -> None:
    days = [
        today - timedelta(days=ago)
        for ago in range(DAYS, course.silent_for, -1)
        if chance.random() < course.eagerness or ago == course.not_safe_ago
    ]
    with acting_as(person):
        rows = CheckIn.objects.bulk_create(
            _check_in(person, couple, course, chance, on, today) for on in days
        )
        SafetyAnswer.objects.bulk_create(_safety(row, course, today) for row in rows)
        for on in days[-1:]:
            happenings.record(Kind.CHECKED_IN, couple=couple, by=person, on=on, now=at(on, 21))


def _check_in(
    person: User, couple: Couple, course: Course, chance: Random, on: date, today: date
) -> CheckIn:
    gone = 1 - (today - on).days / DAYS
    closeness = (
        course.began + (course.ended - course.began) * gone**3 + chance.choice((-1, 0, 0, 1))
    )
    return CheckIn(
        person=person,
        couple=couple,
        on=on,
        closeness=_held(closeness),
        stress=_held(9 - closeness + chance.choice((-1, 0, 1))),
        energy=_held(3 + closeness / 2),
        sleep_half_hours=chance.choice((12, 13, 14, 15, 16)),
        submitted_at=at(on, 21),
    )


def _safety(row: CheckIn, course: Course, today: date) -> SafetyAnswer:
    unsafe = (today - row.on).days == course.not_safe_ago
    return SafetyAnswer(
        check_in=row,
        person_id=row.person_id,
        couple_id=row.couple_id,
        on=row.on,
        answer=SafetyAnswer.Answer.NOT_REALLY if unsafe else SafetyAnswer.Answer.YES,
    )


def _held(value: float) -> int:
    return min(max(round(value), 0), 10)


def _moments(
    couple: Couple, one: User, other: User, course: Course, chance: Random, today: date
) -> None:
    with acting_as(one):
        proposal = rhythms.propose(
            IN_THE_EVENING, couple=couple, by=one, now=at(today - timedelta(days=DAYS), 12)
        )
    with acting_as(other):
        rhythm = rhythms.accept(proposal, by=other, now=at(today, 0))
    past = [
        today - timedelta(days=ago)
        for ago in range(DAYS, course.silent_for, -1)
        if rhythm.falls_on(today - timedelta(days=ago))
    ]
    with as_steward():
        held = Moment.objects.bulk_create(
            _moment(rhythm, on, held=chance.random() < course.eagerness, speaker=one) for on in past
        )
        for moment in [one for one in held if one.status == Moment.Status.HELD][-1:]:
            happenings.record(
                Kind.MOMENT_HELD, couple=couple, by=None, on=moment.on, now=moment.starts_at
            )


def _moment(rhythm: Rhythm, on: date, *, held: bool, speaker: User) -> Moment:
    starts_at: datetime = at(on, 19, 30)
    return Moment(
        couple=rhythm.couple,
        rhythm=rhythm,
        on=on,
        starts_at=starts_at,
        minutes=rhythm.minutes,
        first_speaker=speaker,
        status=Moment.Status.HELD if held else Moment.Status.MISSED,
        settled_at=starts_at,
    )
