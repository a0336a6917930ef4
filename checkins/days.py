"""Which days are open to write, and what the asker may see of a day, a week, a month."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import DateField, Q, Value
from django.db.models.functions import Cast

from checkins.models import CheckIn
from couples.models import Couple, User
from privacy.ready import Ready

ONE_DAY = timedelta(days=1)
WEEK = 7
MORNING, NOON, EVENING = 5, 12, 18


@dataclass(frozen=True, slots=True)
class Day:
    """`theirs` is there only when `mine` is: the database gives it out to nobody else."""

    on: date
    mine: CheckIn | None
    theirs: CheckIn | None

    @property
    def may_change(self) -> bool:
        """Until the partner has read it; whether the day is still open is another question."""
        return self.mine is not None and not self.mine.is_read


@dataclass(frozen=True, slots=True)
class Week:
    today: Day
    mine: Sequence[date]

    @property
    def yesterday_is_open(self) -> bool:
        return self.today.on - ONE_DAY not in self.mine


def open_to(person: User, now: datetime) -> tuple[date, date]:
    """Today and yesterday, where the person is."""
    today = person.local_date(now)
    return today, today - ONE_DAY


def greeting(person: User, now: datetime) -> str:
    hour = person.local_time(now).hour
    if hour < MORNING:
        return f"Hello, {person.greeting_name}"
    part = "morning" if hour < NOON else "afternoon" if hour < EVENING else "evening"
    return f"Good {part}, {person.greeting_name}"


_OF_BOTH = Ready[CheckIn](
    lambda person, couple, on: CheckIn.objects.filter(
        Q(person=person) | Q(couple=couple), on=on
    ).whole(),
    person=User,
    couple=Couple,
    on=date,
)


def lately(person: User, now: datetime) -> ArraySubquery:
    """The days of about a week on which the person checked in, for the glance at Today."""
    a_week_ago = Cast(Value(now - (WEEK + 1) * ONE_DAY), DateField())
    return ArraySubquery(CheckIn.objects.by(person).filter(on__gte=a_week_ago).values("on"))


def own(person: User, on: date) -> CheckIn | None:
    return CheckIn.objects.by(person).filter(on=on).whole().first()


def is_mine(person: User, on: date) -> bool:
    return CheckIn.objects.by(person).filter(on=on).exists()


def day(person: User, couple: Couple, on: date) -> Day:
    rows = _OF_BOTH(person=person, couple=couple, on=on)
    mine = next((row for row in rows if row.person_id == person.pk), None)
    theirs = next((row for row in rows if row.person_id != person.pk), None)
    return Day(on, mine, theirs)


def week(person: User, couple: Couple, today: date, lately: Iterable[date]) -> Week:
    """On which of the last seven days the person checked in, and today, once it is among them."""
    mine = [on for on in lately if today - WEEK * ONE_DAY < on <= today]
    return Week(day(person, couple, today) if today in mine else Day(today, None, None), mine)


def month(person: User, first: date) -> list[CheckIn]:
    """The person's own days of the month that begins with `first`, newest first."""
    rows = CheckIn.objects.by(person).filter(on__range=(first, last_of_month(first)))
    return list(rows.whole().order_by("-on"))


def seven_until(last: date) -> list[date]:
    return [last - number * ONE_DAY for number in reversed(range(WEEK))]


def numbers(person: User, dates: Sequence[date]) -> list[CheckIn]:
    """The person's own days between the first and the last of these, without any words."""
    return list(CheckIn.objects.by(person).filter(on__range=(dates[0], dates[-1])))


def weeks_around(
    person: User, dates: Sequence[date], today: date
) -> tuple[date | None, date | None]:
    """The last days of the weeks before and after: back as far as something was written."""
    before = CheckIn.objects.by(person).filter(on__lt=dates[0]).exists()
    after = dates[-1] < today
    return (
        dates[0] - ONE_DAY if before else None,
        min(dates[-1] + WEEK * ONE_DAY, today) if after else None,
    )


def months_around(person: User, first: date) -> tuple[date | None, date | None]:
    """The nearest earlier and later months in which the person wrote something."""
    rows = CheckIn.objects.by(person).order_by("on").values_list("on", flat=True)
    before = rows.filter(on__lt=first).last()
    after = rows.filter(on__gt=last_of_month(first)).first()
    return before and before.replace(day=1), after and after.replace(day=1)


def last_of_month(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1) - ONE_DAY
