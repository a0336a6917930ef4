"""Two tabs at the same moment, on two real connections: what the other reads is what was shared."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

import pytest

from couples.models import Couple, User
from journaling import sharing, writing
from journaling.models import Entry
from journaling.writing import Opened, Page, Part
from privacy.context import acting_as
from privacy.identifiers import new_public_id
from tests import racing
from tests.journaling import tales
from tests.racing import Gave, as_

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])
ROUNDS = 8
NEW = Page(parts=(Part("", "New words."),))


@pytest.fixture
def together() -> Iterator[Gave]:
    with racing.side_by_side(writing.KeptElsewhere, sharing.MovedOn) as together:
        yield together


def test_a_page_is_shared_or_written_on(
    couple: Couple, alice: User, bob: User, now: datetime, together: Gave
) -> None:
    for _ in range(ROUNDS):
        entry = tales.written(alice, now=now)
        opened = Opened(new_public_id(), entry.page)
        kept, shared = together(
            as_(alice, partial(writing.keep, entry, NEW, opened=opened, now=now)),
            as_(alice, partial(sharing.share, couple, entry, seen=entry.page, by=alice, now=now)),
        )
        refused = [one for one in (kept, shared) if isinstance(one, Exception)]
        assert len(refused) == 1, (kept, shared)
        if shared not in refused:
            with acting_as(alice):
                assert writing.page_of(Entry.objects.get(pk=entry.pk)) != NEW


def test_a_blank_page_becomes_one(alice: User, now: datetime, together: Gave) -> None:
    opened = Opened(new_public_id())
    for number in range(ROUNDS):
        token = f"{number:022}"
        press = as_(alice, partial(writing.begin, token, NEW, opened=opened, by=alice, now=now))
        first, second = together(press, press)
        assert first == second
    with acting_as(alice):
        assert Entry.objects.count() == ROUNDS
