"""Two press at the same moment, on two real connections: it goes once, and taken back nothing is left."""

from collections.abc import Iterator
from contextlib import suppress
from copy import copy
from datetime import datetime

import pytest

from couples.models import Couple, User
from mending import attempting, giving, outcomes, receiving, rehearsing
from mending.models import (
    Answer,
    Apology,
    Attempt,
    Outcome,
    Part,
    Receipt,
    Rehearsal,
    Reply,
    Result,
    Said,
    Words,
)
from privacy.context import acting_as
from privacy.identifiers import new_public_id
from tests import racing
from tests.mending import tales
from tests.mending.tales import Name
from tests.racing import Together, as_

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])

ROUNDS = 12
TOO_LATE = (giving.MovedOn, giving.NotYet, receiving.MovedOn, attempting.StillOut)


@pytest.fixture
def together() -> Iterator[Together]:
    with racing.through(*TOO_LATE) as together:
        yield together


def left_of(person: User) -> list[int]:
    with acting_as(person):
        return [rows.objects.count() for rows in (Words, Receipt, Reply)]


class TestSending:
    def test_it_goes_once(
        self, couple: Couple, alice: User, together: Together, now: datetime
    ) -> None:
        for number in range(ROUNDS):
            at = now + giving.ONE_IN * number
            found = tales.rehearsed(couple, alice, now=at)
            seen = found.version

            def send(found: Rehearsal = found, seen: int = seen, at: datetime = at) -> object:
                return giving.send(couple, found, seen=seen, by=alice, now=at)

            assert sorted(together(as_(alice, send), as_(alice, send))) == [False, True]
            with acting_as(alice):
                assert Apology.objects.count() == Words.objects.count() == number + 1

    def test_what_is_changed_meanwhile_is_in_it_or_keeps_it_back(
        self, couple: Couple, alice: User, together: Together, now: datetime
    ) -> None:
        for number in range(ROUNDS):
            at = now + giving.ONE_IN * number
            found = tales.rehearsed(couple, alice, now=at)
            seen, own = found.version, copy(found)

            def send(found: Rehearsal = found, seen: int = seen, at: datetime = at) -> object:
                return giving.send(couple, found, seen=seen, by=alice, now=at)

            def change(found: Rehearsal = own, at: datetime = at) -> object:
                return rehearsing.keep(found, Name.CHANGE, words="Next time …", now=at)

            went, _ = together(as_(alice, send), as_(alice, change))
            with acting_as(alice):
                apology = Apology.objects.filter(public_id=found.public_id).first()
                assert bool(apology) == went
                words = giving.paragraphs(apology) if apology else []
                assert "Next time …" not in words
                assert Part.objects.count() == (0 if went else 3)
                Rehearsal.objects.all().delete()


class TestTakingBack:
    def test_nothing_that_is_told_in_the_same_moment_stays(
        self, couple: Couple, alice: User, bob: User, together: Together, now: datetime
    ) -> None:
        for number in range(ROUNDS):
            apology = tales.sent(couple, alice, now=now + giving.ONE_IN * number)
            tales.answered(apology, bob, Answer.TAKEN, now=now)

            def take_back(apology: Apology = apology) -> None:
                giving.take_back(apology, now=now)

            def tell(apology: Apology = apology) -> None:
                with suppress(receiving.MovedOn):
                    receiving.tell(apology, Answer.TAKEN, by=bob)

            together(as_(alice, take_back), as_(bob, tell))
            assert left_of(alice) == left_of(bob) == [0, 0, 0]


class TestALine:
    @pytest.mark.parametrize("same_form", [True, False])
    def test_pressed_twice_it_goes_once(
        self, same_form: bool, couple: Couple, alice: User, together: Together, now: datetime
    ) -> None:
        tales.phrases_there()
        for number in range(ROUNDS):
            at, token = now + attempting.A_DAY * number, new_public_id()

            def send(at: datetime = at, token: str = token) -> object:
                used = token if same_form else new_public_id()
                return attempting.send(couple, "tea", token=used, by=alice, now=at)

            went = together(as_(alice, send), as_(alice, send))
            assert sorted(went) == ([True, True] if same_form else [False, True])
            with acting_as(alice):
                assert Attempt.objects.count() == Said.objects.count() == number + 1

    def test_nothing_noted_in_the_moment_of_taking_back_stays(
        self, couple: Couple, alice: User, bob: User, together: Together, now: datetime
    ) -> None:
        tales.phrases_there()
        for number in range(ROUNDS):
            attempt = tales.tried(couple, alice, now=now + attempting.A_DAY * number)

            def take_back(attempt: Attempt = attempt) -> None:
                attempting.take_back(attempt, by=alice, now=now)

            def note(attempt: Attempt = attempt) -> None:
                with suppress(outcomes.MovedOn):
                    outcomes.note(attempt, Result.HELPED, by=bob, now=now)

            together(as_(alice, take_back), as_(bob, note))
            with acting_as(bob):
                assert not Outcome.objects.exists()
