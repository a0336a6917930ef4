"""Two press at the same moment, on two real connections: what both then see is one of the two orders."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest

from couples.models import Couple, User
from cues import proposing
from cues.models import Proposal, Signature
from privacy.context import acting_as
from privacy.identifiers import new_public_id
from tests import racing
from tests.cues import agreed
from tests.cues.agreed import HAND, LAMP
from tests.racing import Press

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])

ROUNDS = 6
Together = Callable[..., list[str]]
TOO_LATE = (
    proposing.Changed, proposing.Gone, proposing.Signed, proposing.Enough, proposing.EnoughWaiting,
)  # fmt: skip


@pytest.fixture
def together() -> Iterator[Together]:
    """Of every pair: what held each of them up, or nothing."""
    with racing.side_by_side(*TOO_LATE) as both:
        yield lambda *presses: [
            type(gave).__name__ if isinstance(gave, TOO_LATE) else "" for gave in both(*presses)
        ]


def seen(couple: Couple, *people: User, now: datetime) -> list[list[list[str]]]:
    """What stands and what waits, as each of them sees it."""
    pages = [agreed.page(couple, one, now=now) for one in people]
    return [[agreed.words(one.standing), agreed.words([*one.mine, *one.to_sign])] for one in pages]


def test_a_form_sent_twice_proposes_once(
    couple: Couple, alice: User, together: Together, now: datetime
) -> None:
    for number in range(1, proposing.MOST_WAITING + 1):
        token = new_public_id()

        def send(token: str = token) -> object:
            return agreed.proposed(couple, alice, now=now, token=token)

        assert together(send, send) == ["", ""]
        with acting_as(alice):
            assert Proposal.objects.count() == number


def test_signed_twice_it_is_signed_once(
    couple: Couple, alice: User, bob: User, together: Together, now: datetime
) -> None:
    for number in range(1, 4):
        one = agreed.proposed(couple, alice, now=now)

        def sign(one: Proposal = one) -> None:
            agreed.sign(one, bob, now=now)

        assert together(sign, sign) == ["", ""]
        with acting_as(bob):
            assert Signature.objects.count() == number


def test_signed_while_it_is_worded_anew(
    couple: Couple, alice: User, bob: User, together: Together, now: datetime
) -> None:
    """Nobody ever stands for words that they did not read."""
    for _ in range(ROUNDS):
        one = agreed.proposed(couple, alice, now=now)
        went = together(
            lambda one=one: agreed.sign(one, bob, now=now),
            lambda one=one: agreed.changed(one, LAMP, now=now),
        )
        hers, his = seen(couple, alice, bob, now=now)
        assert hers == his == ([[HAND], [LAMP]] if went[0] == "" else [[], [LAMP]])
        assert went in (["", ""], ["Changed", ""])
        clear(couple, alice, now=now)


def test_signed_while_it_is_taken_back(
    couple: Couple, alice: User, bob: User, together: Together, now: datetime
) -> None:
    for _ in range(ROUNDS):
        one = agreed.proposed(couple, alice, now=now)
        went = together(
            lambda one=one: agreed.sign(one, bob, now=now),
            lambda one=one: agreed.taken_back(one, now=now),
        )
        assert went in (["", "Signed"], ["Gone", ""])
        hers, his = seen(couple, alice, bob, now=now)
        assert hers == his == ([[HAND], []] if went[0] == "" else [[], []])
        clear(couple, alice, now=now)


def test_new_words_signed_while_it_is_retired(
    couple: Couple, alice: User, bob: User, together: Together, now: datetime
) -> None:
    """Whichever came first, nothing of it is left for either."""
    for _ in range(ROUNDS):
        first = agreed.signed(couple, alice, signer=bob, now=now)
        again = agreed.changed(first, LAMP, now=now)
        went = together(
            lambda again=again: agreed.sign(again, bob, now=now),
            lambda first=first: agreed.retire(first, alice, now=now),
        )
        assert went in (["", ""], ["Gone", ""])
        assert seen(couple, alice, bob, now=now) == [[[], []], [[], []]]


def test_of_two_changes_one_looks_again(
    couple: Couple, alice: User, bob: User, together: Together, now: datetime
) -> None:
    one = agreed.signed(couple, alice, signer=bob, now=now)
    for number in range(ROUNDS):
        version = 1 if number == 0 else number + 1

        def change(words: str, version: int = version) -> Press:
            return lambda: agreed.changed(one, words, now=now, seen=version)

        went = together(change(f"Hers {number}"), change(f"Hers too {number}"))
        assert sorted(went) == ["", "Changed"]
        ((_, waits),) = seen(couple, alice, now=now)
        assert len(waits) == 1


def test_the_last_place_is_taken_once(
    couple: Couple, alice: User, bob: User, together: Together, now: datetime
) -> None:
    hers, his = agreed.proposed(couple, alice, now=now), agreed.proposed(couple, bob, now=now)
    for number in range(proposing.MOST_STANDING - 1):
        agreed.signed(couple, alice, f"Number {number}", signer=bob, now=now)
    went = together(
        lambda: agreed.sign(hers, bob, now=now), lambda: agreed.sign(his, alice, now=now)
    )
    assert sorted(went) == ["", "Enough"]
    ((stands, waits),) = seen(couple, alice, now=now)
    assert (len(stands), len(waits)) == (proposing.MOST_STANDING, 1)


def clear(couple: Couple, alice: User, *, now: datetime) -> None:
    """So that the next round begins with nothing."""
    with acting_as(alice):
        proposing.end(list(Proposal.objects.of(couple).not_over()), now=now)
