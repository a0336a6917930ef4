"""Both press at the same moment, on two real connections: the turn is never held twice, no step is lost."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from couples.models import Couple, User
from listening import ending, sessions, turns
from listening.models import Line, Rating, Session
from listening.sessions import Given, MovedOn, NotTheirStep
from listening.turns import Act
from privacy.context import acting_as, as_steward
from tests import racing
from tests.listening import steps
from tests.listening.steps import again, take, up_to
from tests.racing import Press, Together

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])

State = Session.State
PAIRS, ALL_PAIRS = 50, 1_000
LONG_WAY = {State.CHECKING: Act.NOT_QUITE}  # three rounds in each turn


@pytest.fixture
def pairs(request: pytest.FixtureRequest) -> int:
    return ALL_PAIRS if request.config.getoption("--heavy") else PAIRS


@pytest.fixture
def together() -> Iterator[Together]:
    with racing.through(MovedOn, NotTheirStep) as together:
        yield together


def press(session: Session, act: Act, who: User) -> Press:
    """From a page that shows the session as it is now."""

    def pressed() -> None:
        with acting_as(who):
            mine = Session.objects.select_related("host", "guest", "couple").get(pk=session.pk)
            given = steps.GIVEN.get(act, Given())
            seen, now = session.version, session.moved_at
            sessions.take(mine, act, who=who, by=who, seen=seen, given=given, now=now)

    return pressed


def asked(session: Session) -> Act:
    act = LONG_WAY.get(State(session.state)) or turns.act_of(session)
    assert act is not None
    return act


class TestBothAtOnce:
    def test_a_turn_is_taken_once(
        self, couple: Couple, alice: User, together: Together, pairs: int, now: datetime
    ) -> None:
        """Session after session, every step pressed twice at once: by whoever has it from two pages, and
        by the two.
        """
        session, said = steps.invited(couple, alice, now=now), 0
        for number in range(pairs):
            found = again(session)
            if not found.is_open:
                session = found = steps.invited(couple, alice, now=now)
                said = 0
            act, waits = asked(found), turns.waits_for(found)
            who = found.people if len(waits) == 2 or number % 2 else waits * 2
            through = together(*(press(found, act, one) for one in who))
            assert sum(through) == len(waits), (found.state, act, through)
            after = again(session)
            assert after.version == found.version + sum(through)
            said += act in (Act.SAY, Act.SAY_BACK, Act.SAY_MORE, Act.MAKES_SENSE)
            with acting_as(alice):
                assert Line.objects.filter(session=session).count() == 1 + said
                assert Rating.objects.filter(session=session).count() in (0, 2)

    def test_one_stops_while_the_other_speaks(
        self, couple: Couple, alice: User, bob: User, together: Together, pairs: int, now: datetime
    ) -> None:
        """Stopping gets through always. The words are sent before it or not at all, and then forgotten."""
        for _ in range(pairs // 10):
            session = up_to(steps.invited(couple, alice, now=now), State.SPEAKING, now=now)
            presses = press(session, Act.SAY, alice), press(session, Act.STOP, bob)
            says, stops = together(*presses)
            assert stops
            found = again(session)
            assert (found.state, found.version) == (State.STOPPED, session.version + 1 + says)
            with acting_as(alice):
                assert not Line.objects.filter(session=session).exists()

    def test_both_take_a_time_out(
        self, couple: Couple, alice: User, bob: User, together: Together, now: datetime
    ) -> None:
        session = up_to(steps.invited(couple, alice, now=now), State.SPEAKING, now=now)
        presses = press(session, Act.PAUSE, alice), press(session, Act.PAUSE, bob)
        assert sorted(together(*presses)) == [False, True]
        found = again(session)
        presses = press(found, Act.GO_ON, alice), press(found, Act.GO_ON, bob)
        assert together(*presses) == [True, True]
        assert again(session).state == State.SPEAKING

    def test_both_ask_at_once(
        self, couple: Couple, alice: User, bob: User, together: Together, now: datetime
    ) -> None:
        def ask(by: User) -> Press:
            def asks() -> None:
                try:
                    steps.invited(couple, by, now=now)
                except sessions.UnderWay:
                    raise MovedOn from None

            return asks

        assert sorted(together(ask(alice), ask(bob))) == [False, True]
        with as_steward():
            assert Session.objects.count() == 1


class TestOneSession:
    def test_a_step_taken_meanwhile_keeps_it_from_running_out(
        self, couple: Couple, alice: User, bob: User, together: Together, now: datetime
    ) -> None:
        session = steps.invited(couple, alice, now=now)
        take(session, Act.READY, alice, now=now)
        assert ending.expire([session], now=now) == 0
        assert again(session).is_open
