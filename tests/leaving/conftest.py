"""Alice and bob's world with something of everything; what a copy holds; the wish to be forgotten."""

import io
import json
import secrets
import tracemalloc
from collections.abc import Iterator
from copy import deepcopy
from datetime import datetime, timedelta
from typing import Any
from zipfile import ZipFile

import pytest
from pytest_django import DjangoDbBlocker

from checkins.models import CheckIn, Note, Seen
from couples.models import Couple, User
from leaving import erasing, exporting
from leaving.models import Erasure, Export
from privacy.context import acting_as, as_steward
from tests import lasting
from tests.conftest import NOW
from tests.privacy.who import World
from tests.privacy.world import build

DAY = timedelta(days=1)
GRACE = timedelta(days=14)


def unasked(now: datetime) -> World:
    """Alice has asked for nothing yet; bob has read her day."""
    made = build(now)
    with acting_as(made.bob):
        hers = CheckIn.objects.get(person=made.alice)
        Seen.objects.create(check_in=hers, person=made.bob, at=now)
    with acting_as(made.alice):
        exporting.remove(by=made.alice)
        erasing.take_back(by=made.alice)
    return made


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    yield from lasting.through(django_db_blocker, lambda: unasked(NOW))


@pytest.fixture
def world(built: World) -> World:
    return deepcopy(built)


def ask(person: User, now: datetime) -> Export:
    with acting_as(person):
        return exporting.ask(by=person, now=now)


def made(person: User, now: datetime) -> Export:
    ask(person, now)
    assert exporting.make_all(now) == 1
    return export_of(person)


def export_of(person: User) -> Export:
    with as_steward():
        return Export.objects.select_related("person").get(person=person)


def file_of(export: Export) -> bytes:
    with acting_as(export.person):
        found = exporting.fetch(export, now=export.asked_at)
    return b"".join(found)


def opened(person: User, now: datetime) -> ZipFile:
    return ZipFile(io.BytesIO(file_of(made(person, now))))


def read(archive: ZipFile) -> dict[str, Any]:
    words: dict[str, Any] = json.loads(archive.read("moments.json"))
    return words


def wish(person: User, now: datetime) -> Erasure:
    with acting_as(person):
        return erasing.ask(by=person, now=now)


def erase(person: User, now: datetime) -> None:
    """Asked for at `now`, and done when its day has come."""
    wish(person, now)
    assert erasing.carry_on(now + GRACE) == 1
    assert erasing.carry_on(now + GRACE + erasing.LINGER) == 1


def account_of(person: User) -> User:
    with as_steward():
        return User.objects.get(pk=person.pk)


def many_days(person: User, ours: Couple, number: int, *, now: datetime) -> None:
    """A note of some 2,000 letters for each."""
    days = [now.date() - DAY * back for back in range(number)]
    whose: dict[str, Any] = {"person": person, "couple": ours}
    with acting_as(person):
        whole = CheckIn.objects.bulk_create(
            CheckIn(**whose, on=on, closeness=5, submitted_at=now) for on in days
        )
        Note.objects.bulk_create(
            Note(**whose, on=one.on, check_in=one, text=f"{one.on} {secrets.token_hex(1_000)}")
            for one in whole
        )


def peak_of(person: User, now: datetime) -> tuple[int, Export]:
    """The most memory that Python held while the copy was made, in bytes."""
    ask(person, now)
    tracemalloc.start()
    try:
        assert exporting.make_all(now) == 1
        return tracemalloc.get_traced_memory()[1], export_of(person)
    finally:
        tracemalloc.stop()
