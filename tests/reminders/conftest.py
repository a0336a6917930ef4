"""A kind of reminder whose occasions a test writes down itself, in place of every real one."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import LazySettings

from couples.models import User
from privacy.context import as_steward
from reminders import kinds
from reminders.models import Preferences, Reminder


@dataclass
class Diary:
    occasions: list[kinds.Occasion] = field(default_factory=list)
    over: set[str] = field(default_factory=set)

    def note(
        self, person: User, at: datetime, occurrence: str = "one", until: datetime | None = None
    ) -> None:
        self.occasions.append(kinds.Occasion(person.pk, occurrence, at, until))

    def ahead(
        self, people: Collection[Preferences], now: datetime, until: datetime
    ) -> Iterable[kinds.Occasion]:
        known = {one.person_id for one in people}
        return [one for one in self.occasions if one.person_id in known and one.at <= until]

    def done(self, reminders: Collection[Reminder], now: datetime) -> Collection[int]:
        return [one.pk for one in reminders if one.occurrence in self.over]


@pytest.fixture
def diary() -> Iterator[Diary]:
    before = kinds.every()
    written = Diary()
    kinds.forget_all()
    kinds.register(kinds.Kind("diary", "Diary", written.ahead, written.done))
    yield written
    kinds.forget_all()
    for kind in before:
        kinds.register(kind)


@pytest.fixture
def post(settings: LazySettings, tmp_path: Path) -> Path:
    """Mail goes to real files, as in the demo."""
    settings.EMAIL_BACKEND = "reminders.mailbox.MailboxBackend"
    settings.MAILBOX = tmp_path / "mail"
    return tmp_path / "mail"


def rows(person: User) -> list[Reminder]:
    with as_steward():
        return list(Reminder.objects.filter(person=person).order_by("due_at"))


def row(person: User) -> Reminder:
    (only,) = rows(person)
    return only


def prefer(person: User, **wishes: object) -> None:
    with as_steward():
        mine = Preferences.objects.filter(person=person)
        assert mine.update(**wishes) == 1
        mine.plan_again()
