"""Two press at the same moment, on two real connections: one finds the row, and nothing is lost unsaid."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from couples.models import Couple, User
from cycle import noting, ours, sharing
from cycle.models import Entry, Exit, Name
from cycle.telling import Told
from privacy.context import acting_as
from privacy.identifiers import new_public_id
from tests import racing
from tests.cycle import hard
from tests.racing import Press, Together, as_

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])

ROUNDS = 8
TOO_LATE = (noting.Changed, sharing.Changed, ours.Changed)


@pytest.fixture
def together() -> Iterator[Together]:
    with racing.through(*TOO_LATE) as together:
        yield together


def test_one_page_sent_twice_is_one_moment(
    couple: Couple, alice: User, together: Together, now: datetime
) -> None:
    for number in range(1, ROUNDS + 1):
        token = new_public_id()

        def note(token: str = token) -> object:
            return noting.note(Told("Once."), on=now.date(), token=token, by=alice)

        assert together(as_(alice, note), as_(alice, note)) == [True, True]
        with acting_as(alice):
            assert Entry.objects.count() == number


def test_what_is_changed_meanwhile_is_not_shared(
    couple: Couple, alice: User, bob: User, together: Together, now: datetime
) -> None:
    """Whichever came first: the partner reads what was shared, or nothing."""
    for _ in range(ROUNDS):
        entry = hard.noted(alice, Told("Soft."), on=now.date())

        def share(entry: Entry = entry) -> None:
            sharing.share(entry, couple, seen=1, by=alice, now=now)

        def change(entry: Entry = entry) -> None:
            noting.change(entry, Told("Harsh."), on=now.date(), seen=1)

        assert sorted(together(as_(alice, share), as_(alice, change))) == [False, True]
        assert Told("Harsh.") not in hard.read(couple, alice, bob)


def test_of_two_names_at_once_one_is_asked_again(
    couple: Couple, alice: User, bob: User, together: Together, now: datetime
) -> None:
    for seen in range(ROUNDS):

        def called(words: str, by: User, seen: int = seen) -> Press:
            return as_(by, lambda: ours.name(couple, words, seen=seen, by=by, now=now))

        went = together(called(f"Hers {seen}", alice), called(f"His {seen}", bob))
        assert sorted(went) == [False, True]
        assert hard.called(couple, bob).version == seen + 1
    with acting_as(alice):
        assert Name.objects.count() == 1


def test_the_last_place_is_taken_once(
    couple: Couple, alice: User, bob: User, together: Together, now: datetime
) -> None:
    for number in range(ours.MOST_EXITS - 1):
        hard.marked(couple, alice, f"Number {number}", now=now)

    def marks(by: User) -> Press:
        def mark() -> None:
            try:
                ours.mark_exit(couple, by.email, token=new_public_id(), by=by, now=now)
            except ours.Enough:
                raise ours.Changed from None

        return as_(by, mark)

    assert sorted(together(marks(alice), marks(bob))) == [False, True]
    with acting_as(alice):
        assert Exit.objects.count() == ours.MOST_EXITS
