"""Two tabs at the same moment, on two real connections: what the other reads is what was shared."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier

import pytest
from django.db import connections

from couples.models import Couple, User
from journaling import sharing, writing
from journaling.models import Entry
from journaling.writing import Opened, Page, Part
from privacy.context import acting_as
from privacy.identifiers import new_public_id
from tests.journaling import tales

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])
ROUNDS = 8
NEW = Page(parts=(Part("", "New words."),))


@pytest.fixture
def race(alice: User) -> Callable[..., list[object]]:
    """What each of the two gave, or the refusal."""

    def run(start: Barrier, act: Callable[[], object]) -> object:
        start.wait(20)
        try:
            with acting_as(alice):
                return act()
        except (writing.KeptElsewhere, sharing.MovedOn) as refused:
            return refused
        finally:
            connections.close_all()

    def both(*acts: Callable[[], object]) -> list[object]:
        start = Barrier(2)
        with ThreadPoolExecutor(2) as pool:
            return [one.result(30) for one in [pool.submit(run, start, act) for act in acts]]

    return both


def test_a_page_is_shared_or_written_on(
    couple: Couple, alice: User, bob: User, now: datetime, race: Callable[..., list[object]]
) -> None:
    for _ in range(ROUNDS):
        entry = tales.written(alice, now=now)
        opened = Opened(new_public_id(), entry.page)
        kept, shared = race(
            lambda entry=entry, opened=opened: writing.keep(entry, NEW, opened=opened, now=now),
            lambda entry=entry: sharing.share(couple, entry, seen=entry.page, by=alice, now=now),
        )
        refused = [one for one in (kept, shared) if isinstance(one, Exception)]
        assert len(refused) == 1, (kept, shared)
        if shared not in refused:
            with acting_as(alice):
                assert writing.page_of(Entry.objects.get(pk=entry.pk)) != NEW


def test_a_blank_page_becomes_one(
    alice: User, now: datetime, race: Callable[..., list[object]]
) -> None:
    opened = Opened(new_public_id())
    for number in range(ROUNDS):
        token = f"{number:022}"
        press = lambda token=token: writing.begin(  # noqa: E731 - twice the same
            token, NEW, opened=opened, by=alice, now=now
        )
        first, second = race(press, press)
        assert first == second
    with acting_as(alice):
        assert Entry.objects.count() == ROUNDS
