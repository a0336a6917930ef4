"""What somebody takes along, and that nothing of them is left."""

from datetime import datetime

from couples.models import Couple, User
from cycle.models import Entry, Name
from privacy.context import acting_as
from tests.cycle import hard
from tests.leaving import conftest as copies
from tests.leaving.conftest import erase
from tests.leaving.test_copying import everything


def test_a_copy_has_one_s_own_and_what_is_called_together(
    words_there: None, couple: Couple, alice: User, bob: User, now: datetime
) -> None:
    hard.noted(alice, hard.HERS, on=now.date())
    hard.shared(couple, bob, hard.HIS, now=now)
    hard.begun(alice, story="Half a sentence", on="2026-05-04", now=now)
    hard.named(couple, bob, "The spin", now=now)
    hard.marked(couple, bob, "Step outside", now=now)
    hers = everything(copies.opened(alice, now))
    for words in (hard.STORY, "Went quiet", "Half a sentence", "2026-05-04", "The spin"):
        assert words in hers
    for words in (hard.HIS.story, "Step outside"):
        assert words not in hers


def test_of_somebody_erased_the_other_sees_nothing(
    words_there: None, couple: Couple, alice: User, bob: User, now: datetime
) -> None:
    hard.shared(couple, alice, hard.HERS, now=now)
    hard.shared(couple, bob, hard.HIS, now=now)
    hard.named(couple, alice, "The spin", now=now)
    hard.marked(couple, alice, "Step outside", now=now)
    erase(alice, now)
    with acting_as(bob):
        assert not Entry.objects.exclude(person=bob).exists()
        assert not Name.objects.exists()
        assert Entry.objects.count() == 1
