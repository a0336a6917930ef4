"""Two press at the same moment, on two real connections: nothing is lost, and nothing counts twice."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from couples.models import Couple, User
from goals import agreeing, rating
from goals.models import Goal, Rating, Signature, Step, Version
from privacy.context import acting_as
from privacy.identifiers import new_public_id
from tests import racing
from tests.goals import tales
from tests.goals.tales import EVERY
from tests.racing import Press, Together

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])

ROUNDS = 8
TOO_LATE = (agreeing.Changed, agreeing.Enough, rating.MovedOn)


@pytest.fixture
def together() -> Iterator[Together]:
    with racing.through(*TOO_LATE) as together:
        yield together


def test_both_rate_at_the_same_instant(
    goal: Goal, alice: User, bob: User, together: Together, now: datetime
) -> None:
    for number in range(ROUNDS):
        at = now + number * EVERY

        def gives(by: User, step: Step, number: int = number, at: datetime = at) -> Press:
            return lambda: tales.rated(tales.again(goal), by, step, number=number, now=at)

        assert together(gives(alice, Step.LESS), gives(bob, Step.MORE)) == [True, True]
        for one in (alice, bob):
            page = tales.page(goal, one, now=at)
            assert page.is_done
            assert page.shown[-1].both == [-1, 1]


def test_a_change_of_mind_counts_before_the_other_or_not_at_all(
    goal: Goal, alice: User, bob: User, together: Together, now: datetime
) -> None:
    for number in range(ROUNDS):
        at = now + number * EVERY
        tales.rated(goal, alice, Step.LESS, number=number, now=at)

        def gives(by: User, step: Step, number: int = number, at: datetime = at) -> Press:
            return lambda: tales.rated(tales.again(goal), by, step, number=number, now=at)

        changed, given = together(gives(alice, Step.MUCH_MORE), gives(bob, Step.HOPED))
        assert given
        shown = tales.page(goal, bob, now=at).shown[-1]
        assert shown.steps[alice.pk] == (Step.MUCH_MORE if changed else Step.LESS)


def test_pressed_twice_it_is_one_rating(
    goal: Goal, alice: User, together: Together, now: datetime
) -> None:
    def give() -> None:
        tales.rated(tales.again(goal), alice, Step.MORE, now=now)

    assert together(give, give) == [True, True]
    with acting_as(alice):
        assert Rating.objects.count() == 1


def test_one_form_offers_once_and_one_signature_counts(
    couple: Couple, alice: User, bob: User, together: Together, now: datetime
) -> None:
    token = new_public_id()

    def offer() -> None:
        tales.offered(couple, alice, now=now, token=token)

    assert together(offer, offer) == [True, True]
    with acting_as(alice):
        goal = Goal.objects.get()

    def sign() -> None:
        tales.signed(tales.again(goal), bob, now=now)

    assert together(sign, sign) == [True, True]
    with acting_as(bob):
        assert Version.objects.count() == Signature.objects.count() == 1


def test_what_is_changed_meanwhile_is_not_signed(
    couple: Couple, alice: User, bob: User, together: Together, now: datetime
) -> None:
    """Whichever came first: what counts is what bob read, or nothing does."""
    for _ in range(ROUNDS):
        goal = tales.offered(couple, alice, now=now, title="As he read it")

        def sign(goal: Goal = goal) -> None:
            tales.signed(tales.again(goal), bob, now=now)

        def change(goal: Goal = goal) -> None:
            tales.changed(tales.again(goal), alice, "Otherwise", seen=1, now=now)

        signed, changed = together(sign, change)
        page = tales.page(goal, bob, now=now)
        assert changed
        assert bool(page.signed) == signed
        assert not page.signed or page.signed.gist.title == "As he read it"
        tales.rests(goal, alice, now=now)


def test_the_last_place_is_taken_once(
    couple: Couple, alice: User, bob: User, together: Together, now: datetime
) -> None:
    for _ in range(agreeing.MOST - 1):
        tales.agreed(couple, alice, bob, now=now)
    hers, his = tales.offered(couple, alice, now=now), tales.offered(couple, bob, now=now)
    presses = (
        lambda: tales.signed(tales.again(hers), bob, now=now),
        lambda: tales.signed(tales.again(his), alice, now=now),
    )
    assert sorted(together(*presses)) == [False, True]
    assert len(tales.home(couple, alice, now=now).running) == agreeing.MOST
