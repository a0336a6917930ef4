"""Two press at the same moment, on two real connections: one finds the row, and nothing is lost unsaid."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier

import pytest
from django.db import connections

from couples.models import Couple, User
from cycle import noting, ours, sharing
from cycle.models import Entry, Exit, Name
from cycle.telling import Told
from privacy.context import acting_as
from privacy.identifiers import new_public_id
from tests.cycle import hard

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])

ROUNDS = 8
Press = Callable[[], object]
Together = Callable[[Press, Press], list[bool]]
TOO_LATE = (noting.Changed, sharing.Changed, ours.Changed)


@pytest.fixture
def together() -> Iterator[Together]:
    """Two threads with a connection each. Of every pair: who got through."""
    start = Barrier(2)

    def run(press: Press) -> bool:
        start.wait(20)
        try:
            press()
        except TOO_LATE:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:

        def both(*presses: Press) -> list[bool]:
            return [one.result(30) for one in [pool.submit(run, press) for press in presses]]

        yield both
        both(connections.close_all, connections.close_all)


def as_(person: User, act: Press) -> Press:
    def pressed() -> None:
        with acting_as(person):
            act()

    return pressed


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
