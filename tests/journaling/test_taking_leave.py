"""What somebody takes along of their journal, and what is left when one of the two is erased."""

from datetime import datetime

from couples.models import Couple, User
from journaling.models import Entry, Shared
from privacy.context import acting_as
from tests.journaling import tales
from tests.journaling.tales import HARD, SOFT, WORDS
from tests.leaving import conftest as copies
from tests.leaving.conftest import erase
from tests.leaving.test_copying import everything


def test_a_copy_holds_ones_own_pages_and_nothing_that_the_other_shared(
    couple: Couple, alice: User, bob: User, now: datetime
) -> None:
    tales.reframed(alice, now=now)
    tales.shared(couple, bob, now=now)
    file = everything(copies.opened(alice, now))
    for words in (HARD, SOFT, *tales.ASKS):
        assert words in file
    assert WORDS not in file


def test_erased_somebody_leaves_no_page(
    entry: Entry, couple: Couple, alice: User, bob: User, now: datetime
) -> None:
    tales.shared(couple, alice, entry=entry, now=now)
    erase(alice, now)
    for one in (alice, bob):
        with acting_as(one):
            assert not Entry.objects.exists()
            assert not Shared.objects.exists()


def test_the_other_keeps_their_own(
    entry: Entry, couple: Couple, alice: User, bob: User, now: datetime
) -> None:
    erase(bob, now)
    with acting_as(alice):
        assert Entry.objects.get() == entry
