"""Being forgotten: fourteen days to take it back, then nothing of the person is left."""

from datetime import datetime, timedelta
from functools import partial

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.db import IntegrityError, ProgrammingError, connections, transaction
from django.test import Client
from django.utils import timezone

from checkins.models import Note
from couples import pairing
from couples.models import Couple, User
from leaving import erasing
from leaving.models import Erasure
from privacy import keys
from privacy.context import acting_as, as_steward, asking
from tests import factories, racing
from tests.leaving import unveiled
from tests.leaving.conftest import GRACE, account_of, erase, wish
from tests.racing import Press

SECOND = timedelta(seconds=1)
SIGN_IN = {"login": "alice@example.org", "password": factories.PASSWORD}


@pytest.fixture
def note(alice: User, couple: Couple, now: datetime) -> Note:
    """What alice wrote for both."""
    day = factories.check_in(alice, couple, now.date(), now=now, note=("Some words.", "both"))
    with acting_as(alice):
        return Note.objects.get(check_in=day)


def notes_of(person: User) -> int:
    return unveiled.number("checkins_note", "person_id = %(person)s", person)


def test_no_page_can_ask_whose_erasure_has_begun(alice: User) -> None:
    refused = pytest.raises(ProgrammingError, match="permission denied")
    with acting_as(alice), connections["default"].cursor() as cursor, refused, transaction.atomic():
        cursor.execute("SELECT moments_leavers()")


def states() -> list[str]:
    with as_steward():
        return list(Erasure.objects.order_by("pk").values_list("state", flat=True))


class TestTheGrace:
    def test_it_is_fourteen_days_whatever_the_code_says(self, alice: User, now: datetime) -> None:
        early = {"person": alice, "asked_at": now, "due_at": now + GRACE - SECOND}
        with pytest.raises(IntegrityError, match="fourteen_days"), acting_as(alice):
            Erasure.objects.create(**early)

    def test_nothing_happens_before(self, alice: User, now: datetime) -> None:
        wish(alice, now)
        assert erasing.carry_on(now + GRACE - SECOND) == 0
        assert states() == ["asked"]
        assert account_of(alice).is_active

    def test_the_database_removes_nobody_before(
        self, alice: User, note: Note, now: datetime
    ) -> None:
        wish(alice, now)
        with as_steward():
            assert Note.objects.filter(person=alice).delete()[0] == 0
            assert User.objects.filter(pk=alice.pk).update(display_name="") == 0
        with pytest.raises(IntegrityError, match="never_begins_early"), as_steward():
            Erasure.objects.update(state="begun", begun_at=now + GRACE - SECOND)

    def test_nobody_begins_it_for_themselves_or_for_others(
        self, alice: User, bob: User, now: datetime
    ) -> None:
        mine = wish(alice, now)
        facts = {"asked_at": now - GRACE, "due_at": now, "begun_at": now, "state": "begun"}
        for one in (alice, bob):
            with acting_as(one):
                assert Erasure.objects.filter(pk=mine.pk).update(**facts) == 0
        with pytest.raises(ProgrammingError, match="row-level"), acting_as(bob):
            Erasure.objects.create(person=bob, **facts)

    def test_it_is_taken_back_in_the_last_second_and_leaves_no_trace(
        self, alice: User, note: Note, now: datetime
    ) -> None:
        before = notes_of(alice)
        wish(alice, now)
        with acting_as(alice):
            erasing.take_back(by=alice)
        assert erasing.carry_on(now + GRACE) == 0
        assert states() == []
        assert notes_of(alice) == before > 0

    def test_then_it_cannot_be_taken_back(self, alice: User, now: datetime) -> None:
        wish(alice, now)
        erasing.carry_on(now + GRACE)
        with acting_as(alice), pytest.raises(erasing.AlreadyBegun):
            erasing.take_back(by=alice)

    def test_asking_twice_is_asking_once(self, alice: User, now: datetime) -> None:
        assert wish(alice, now) == wish(alice, now + SECOND)

    @pytest.mark.parametrize("name", ["tess", "edith"])
    def test_it_is_for_partners(
        self, name: str, request: pytest.FixtureRequest, now: datetime
    ) -> None:
        with pytest.raises(erasing.NotByThemselves):
            wish(request.getfixturevalue(name), now)


class TestTheDoor:
    def test_every_session_is_over(self, alice: User, couple: Couple, now: datetime) -> None:
        phone, desk = Client(), Client()
        for device in (phone, desk):
            device.post("/account/login/", SIGN_IN)
            assert device.get("/us/").status_code == 200
        wish(alice, now)
        erasing.carry_on(now + GRACE)
        assert not Session.objects.exists()
        for device in (phone, desk):
            assert device.get("/us/")["Location"].startswith("/account/login/")

    def test_the_password_opens_nothing(self, alice: User, now: datetime) -> None:
        erase(alice, now)
        answer = Client().post("/account/login/", SIGN_IN)
        assert answer.status_code == 200
        assert "do not belong together" in answer.content.decode()

    def test_the_address_is_free_for_a_new_account(self, alice: User, now: datetime) -> None:
        erase(alice, now)
        again = factories.person("alice")
        assert again.pk != alice.pk
        with asking(factories.AT_THE_DOOR):
            assert EmailAddress.objects.get(email="alice@example.org").user_id == again.pk


class TestDyingInTheMiddle:
    @pytest.mark.parametrize("step", ["keys.destroy", "tombstones.put_up", "belongings.clear"])
    def test_nothing_has_happened_and_the_next_tick_does_it(
        self,
        step: str,
        alice: User,
        bob: User,
        couple: Couple,
        note: Note,
        now: datetime,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        def dies(*_: object, **__: object) -> None:
            raise OSError

        before = notes_of(alice)
        wish(alice, now)
        monkeypatch.setattr(f"leaving.erasing.{step}", dies)
        assert erasing.carry_on(now + GRACE) == 0
        assert states() == ["asked"]
        assert account_of(alice).display_name == "Alice"
        assert notes_of(alice) == before > 0
        with acting_as(bob):
            assert couple.partner_of(bob) == alice
        monkeypatch.undo()
        assert erasing.carry_on(now + GRACE) == 1

    def test_one_that_fails_keeps_no_other_waiting(
        self, alice: User, mallory: User, now: datetime, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        destroy = keys.destroy

        def only_others(person_id: int) -> None:
            if person_id == alice.pk:
                raise OSError
            destroy(person_id)

        wish(alice, now)
        wish(mallory, now)
        monkeypatch.setattr("leaving.erasing.keys.destroy", only_others)
        assert erasing.carry_on(now + GRACE) == 1
        assert not account_of(mallory).is_active

    def test_what_a_request_under_way_wrote_goes_with_the_second_look(
        self, alice: User, note: Note, now: datetime
    ) -> None:
        wish(alice, now)
        assert erasing.carry_on(now + GRACE) == 1
        with acting_as(alice):
            ours = pairing.couple_of(alice, now=now)
            keys.of(alice.pk)
        factories.check_in(alice, ours, now.date(), now=now, note=("late", "only_me"))
        assert erasing.carry_on(now + GRACE + erasing.LINGER - SECOND) == 0
        assert erasing.carry_on(now + GRACE + erasing.LINGER) == 1
        assert states() == ["done"]
        assert notes_of(alice) == 0
        with acting_as(alice):
            assert Couple.objects.of(alice).first() is None

    def test_a_tick_that_looked_before_another_one_began_waits_as_well(
        self, alice: User, now: datetime
    ) -> None:
        wish(alice, now)
        with as_steward():
            seen = Erasure.objects.get().pk
        assert erasing.erase(seen, now=now + GRACE)
        assert not erasing.erase(seen, now=now + GRACE)
        assert states() == ["begun"]

    def test_done_is_done(self, alice: User, note: Note, now: datetime) -> None:
        erase(alice, now)
        assert erasing.carry_on(now + GRACE * 2) == 0
        with as_steward():  # and the house may touch nothing of theirs any more
            assert User.objects.filter(pk=alice.pk).update(called="x") == 0


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
class TestAtOnce:
    def both(self, *work: Press) -> None:
        with racing.side_by_side() as together:
            together(*work)

    def test_both_partners_are_erased_by_two_ticks(self) -> None:
        now = timezone.now()
        alice, bob = factories.person("alice"), factories.person("bob")
        factories.couple(alice, bob, now=now)
        for one in (alice, bob):
            wish(one, now)
        tick = partial(erasing.carry_on, now + GRACE)
        self.both(tick, tick)
        tick()
        assert states() == ["begun", "begun"]

    def test_taken_back_or_begun_but_never_both(self) -> None:
        now = timezone.now()
        for number_ in range(5):
            person = factories.person(f"person{number_}")
            wish(person, now)
            outcome: list[str] = []

            def take_back(person: User = person, outcome: list[str] = outcome) -> None:
                try:
                    with acting_as(person):
                        erasing.take_back(by=person)
                    outcome.append("kept")
                except erasing.AlreadyBegun:
                    outcome.append("too late")

            self.both(take_back, lambda: erasing.carry_on(now + GRACE))
            assert outcome == (["kept"] if account_of(person).is_active else ["too late"])
