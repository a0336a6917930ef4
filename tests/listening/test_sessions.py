from datetime import datetime, timedelta
from typing import Any, NoReturn

import pytest
from django.db.models import F

from couples import pairing, reaching
from couples.models import Couple, Happening, User
from listening import ending, sessions, turns
from listening.models import Draft, Line, Session
from listening.models.session import ENDED
from listening.sessions import Given, MovedOn, NotTheirStep, UnderWay
from listening.turns import Act
from privacy.context import acting_as, as_steward
from tests.listening import steps
from tests.listening.steps import again, take, up_to, walk

State = Session.State


def lines(session: Session, reader: User) -> list[str]:
    with acting_as(reader):
        return [one.words for one in Line.objects.filter(session=session).order_by("version")]


def happened(kind: Happening.Kind) -> int:
    with as_steward():
        return Happening.objects.filter(kind=kind).count()


def unplugged(**which: Any) -> NoReturn:
    raise KeyboardInterrupt


class TestInvitation:
    def test_it_names_a_topic_that_both_read(
        self, session: Session, alice: User, bob: User
    ) -> None:
        assert lines(session, alice) == lines(session, bob) == ["rest"]
        assert happened(Happening.Kind.LISTENING_INVITED) == 1

    def test_there_is_one_open_session_at_a_time(
        self, session: Session, couple: Couple, bob: User, now: datetime
    ) -> None:
        with pytest.raises(UnderWay):
            steps.invited(couple, bob, now=now)

    def test_it_takes_two(self, alice: User, now: datetime) -> None:
        with acting_as(alice):
            alone = pairing.couple_of(alice, now=now)
        with pytest.raises(reaching.NobodyThere):
            steps.invited(alone, alice, now=now)

    def test_aloud_nothing_is_written(self, couple: Couple, alice: User, now: datetime) -> None:
        session = steps.invited(couple, alice, now=now, spoken=True)
        assert lines(session, alice) == []


class TestWalk:
    def test_it_leads_through_every_state(self, session: Session, now: datetime) -> None:
        seen = [take(session, act, now=now).state for act in steps.WHOLE]
        one = [State.SPEAKING, State.REFLECTING, State.CHECKING, State.VALIDATING]
        whole = [State.INVITED, State.READY, *one, *one]
        assert seen == [*whole, *[State.RATING] * 2, *[State.CLOSING] * 2, State.DONE]

    def test_the_roles_swap(self, session: Session, alice: User, bob: User, now: datetime) -> None:
        first = up_to(session, State.SPEAKING, now=now)
        assert (first.speaker, first.listener) == (alice, bob)
        second = walk(session, *steps.ONE_TURN, now=now)
        assert (second.state, second.speaker, second.listener) == (State.SPEAKING, bob, alice)

    def test_the_other_may_begin(
        self, couple: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        session = steps.invited(couple, alice, now=now, host_begins=False)
        assert up_to(session, State.SPEAKING, now=now).speaker == bob

    def test_not_quite_is_said_back_once_more(self, session: Session, now: datetime) -> None:
        up_to(session, State.CHECKING, now=now)
        clarifying = take(session, Act.NOT_QUITE, now=now)
        assert (clarifying.state, clarifying.round) == (State.CLARIFYING, 1)
        reflecting = take(session, Act.SAY_MORE, now=now)
        assert (reflecting.state, reflecting.round) == (State.REFLECTING, 2)

    def test_after_three_rounds_a_time_out_is_offered(
        self, session: Session, now: datetime
    ) -> None:
        up_to(session, State.CHECKING, now=now)
        once_more = (Act.NOT_QUITE, Act.SAY_MORE, Act.SAY_BACK)
        tired = walk(session, *once_more, *once_more, Act.NOT_QUITE, now=now)
        assert (tired.state, tired.round) == (State.TIRED, 3)
        assert take(session, Act.CLOSE_ENOUGH, now=now).state == State.VALIDATING

    def test_after_that_time_out_there_are_new_rounds(
        self, session: Session, alice: User, now: datetime
    ) -> None:
        up_to(session, State.CHECKING, now=now)
        once_more = (Act.NOT_QUITE, Act.SAY_MORE, Act.SAY_BACK)
        walk(session, *once_more, *once_more, Act.NOT_QUITE, now=now)
        take(session, Act.PAUSE, alice, now=now)
        back = walk(session, Act.GO_ON, Act.GO_ON, now=now)
        assert (back.state, back.round) == (State.CLARIFYING, 1)

    @pytest.mark.parametrize("state", [one for one in State if one not in ENDED])
    def test_nobody_takes_the_step_of_the_other(
        self, state: Session.State, session: Session, alice: User, bob: User, now: datetime
    ) -> None:
        """Whatever is not offered to somebody is refused: no answer, no defence, no skipping."""
        found = up_to(session, state, now=now) if state != State.PAUSED else session
        for who in (alice, bob):
            for act in Act:
                if not turns.may(found, act, who):
                    with pytest.raises(NotTheirStep):
                        take(session, act, who, now=now)
        assert again(session).version == found.version

    def test_nobody_speaks_for_the_other_on_two_devices(
        self, session: Session, alice: User, bob: User, now: datetime
    ) -> None:
        with pytest.raises(NotTheirStep):
            take(session, Act.READY, bob, by=alice, now=now)


class TestVersion:
    def test_an_old_page_changes_nothing(self, session: Session, now: datetime) -> None:
        found = up_to(session, State.SPEAKING, now=now)
        with pytest.raises(MovedOn):
            take(session, Act.SAY, seen=found.version - 1, now=now)
        assert again(session).version == found.version

    def test_an_old_page_may_still_stop(self, session: Session, bob: User, now: datetime) -> None:
        up_to(session, State.SPEAKING, now=now)
        assert take(session, Act.STOP, bob, seen=1, now=now).state == State.STOPPED

    def test_what_moved_meanwhile_is_not_moved_again(
        self, session: Session, alice: User, now: datetime
    ) -> None:
        """Read at one version, and written at another: nothing happens."""
        stale = up_to(session, State.SPEAKING, now=now)
        take(session, Act.SAY, now=now)
        with acting_as(alice), pytest.raises(MovedOn):
            sessions.take(
                stale, Act.SAY, who=alice, by=alice, seen=stale.version,
                given=Given(words="Twice."), now=now,
            )  # fmt: skip
        assert lines(session, alice) == ["rest", steps.SAID]


class TestPause:
    def test_either_may_and_both_come_back(
        self, session: Session, alice: User, bob: User, now: datetime
    ) -> None:
        up_to(session, State.REFLECTING, now=now)
        resting = take(session, Act.PAUSE, alice, now=now)
        assert (resting.state, resting.rests_until) == (State.PAUSED, now + turns.REST)
        assert take(session, Act.GO_ON, bob, now=now).state == State.PAUSED
        back = take(session, Act.GO_ON, alice, now=now)
        assert (back.state, back.rests_until) == (State.REFLECTING, None)

    def test_nobody_takes_a_step_meanwhile(
        self, session: Session, alice: User, bob: User, now: datetime
    ) -> None:
        up_to(session, State.REFLECTING, now=now)
        take(session, Act.PAUSE, alice, now=now)
        with pytest.raises(NotTheirStep):
            take(session, Act.SAY_BACK, bob, now=now)


class TestEnd:
    def test_words_are_kept_when_both_want_that(
        self, session: Session, bob: User, now: datetime
    ) -> None:
        assert walk(session, *steps.WHOLE, now=now).kept
        assert len(lines(session, bob)) == 7
        assert happened(Happening.Kind.LISTENING_FINISHED) == 1

    @pytest.mark.parametrize("first", [True, False])
    def test_words_are_forgotten_when_either_says_so(
        self, first: bool, session: Session, alice: User, bob: User, now: datetime
    ) -> None:
        up_to(session, State.CLOSING, now=now)
        for who, keep in ((alice, first), (bob, not first)):
            take(session, Act.CLOSE, who, given=Given(keep=keep), now=now)
        found = again(session)
        assert (found.state, found.kept) == (State.DONE, False)
        assert lines(session, alice) == lines(session, bob) == []

    def test_either_may_have_them_forgotten_later(
        self, session: Session, alice: User, bob: User, now: datetime
    ) -> None:
        done = walk(session, *steps.WHOLE, now=now)
        with acting_as(bob):
            ending.forget(done, by=bob, now=now)
        assert lines(session, alice) == []

    def test_a_stopped_one_keeps_nothing(
        self, session: Session, alice: User, bob: User, now: datetime
    ) -> None:
        up_to(session, State.CHECKING, now=now)
        with acting_as(alice):
            Draft.objects.create(
                session=session, person=alice, place="1-1-checking", words="…", kept_at=now
            )
        take(session, Act.STOP, bob, now=now)
        assert lines(session, alice) == lines(session, bob) == []
        with acting_as(alice):
            assert not Draft.objects.exists()

    def test_it_expires_after_a_day_without_a_step(
        self, session: Session, alice: User, now: datetime
    ) -> None:
        up_to(session, State.CHECKING, now=now)
        assert ending.expire_all(now + timedelta(hours=23)) == 0
        assert ending.expire_all(now + timedelta(hours=24)) == 1
        assert again(session).state == State.EXPIRED
        assert lines(session, alice) == []

    def test_whoever_looks_finds_an_old_one_over(
        self, session: Session, couple: Couple, bob: User, now: datetime
    ) -> None:
        later = now + timedelta(hours=24)
        with acting_as(bob):
            assert sessions.current(couple, now=later) is None
        assert steps.invited(couple, bob, now=later).state == State.INVITED

    def test_it_is_over_only_together_with_its_words(
        self, session: Session, alice: User, now: datetime, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Somebody pulls the plug in between."""
        up_to(session, State.CHECKING, now=now)
        with monkeypatch.context() as patch:
            patch.setattr(Line.objects, "filter", unplugged)
            with pytest.raises(KeyboardInterrupt):
                ending.expire_all(now + timedelta(hours=24))
        assert again(session).is_open
        assert ending.expire_all(now + timedelta(hours=24)) == 1
        assert lines(session, alice) == []

    def test_parting_stops_it_though_a_step_is_taken_meanwhile(
        self, session: Session, couple: Couple, bob: User, now: datetime,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:  # fmt: skip
        """Between the look and the write."""
        up_to(session, State.CHECKING, now=now)
        ended = turns.ended

        def first_a_step(*which: Any, **when: Any) -> turns.Changes:
            monkeypatch.setattr(turns, "ended", ended)
            with as_steward():
                Session.objects.filter(pk=session.pk).update(version=F("version") + 1)
            return ended(*which, **when)

        monkeypatch.setattr(turns, "ended", first_a_step)
        with acting_as(bob):
            pairing.unpair(couple, by=bob, now=now)
        assert again(session).state == State.STOPPED

    def test_parting_stops_it(
        self, session: Session, couple: Couple, bob: User, now: datetime
    ) -> None:
        up_to(session, State.CHECKING, now=now)
        with acting_as(bob):
            pairing.unpair(couple, by=bob, now=now)
        assert again(session).state == State.STOPPED

    def test_who_has_parted_takes_no_step(
        self, session: Session, couple: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        stale = up_to(session, State.SPEAKING, now=now)
        with acting_as(bob):
            pairing.unpair(couple, by=bob, now=now)
        with acting_as(alice), pytest.raises(NotTheirStep):
            sessions.take(stale, Act.PAUSE, who=alice, by=alice, seen=stale.version, now=now)
