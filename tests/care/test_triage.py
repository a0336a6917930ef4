"""What a visit to the caseload keeps for the next: always what opening every answer would find."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, connection
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext

from care import order
from care.models import Triage
from checkins.models import SafetyAnswer
from couples import agreements, pairing
from couples.models import Couple, User
from privacy import keys
from privacy.context import acting_as, as_keeper, as_steward
from privacy.fields import Sealed
from tests import factories
from tests.care.pages import text
from tests.care.story import DAY, ONE, check_in
from tests.care.visits import flip_a_bit, kept, pass_by, visit

NOT_REALLY = SafetyAnswer.Answer.NOT_REALLY


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The columns whose values are opened from here on, one by one."""
    found: list[str] = []
    real = Sealed.opened

    def count(self: Sealed, *token_and_place: Any) -> Any:
        found.append(str(self.column))
        return real(self, *token_and_place)

    monkeypatch.setattr(Sealed, "opened", count)
    return found


@pytest.fixture
def unsafe(couple: Couple, alice: User, bob: User, tess: User, now: datetime) -> Couple:
    """A couple that has agreed, on whose day bob did not feel safe; an hour ago."""
    factories.agreement(couple, tess, alice, bob, now=now)
    check_in(alice, couple, safe=SafetyAnswer.Answer.YES)
    check_in(bob, couple, safe=NOT_REALLY)
    pass_by(tess, alice, bob)
    return couple


@pytest.fixture
def others(other_couple: Couple, mallory: User, trent: User, tess: User, now: datetime) -> Couple:
    factories.agreement(other_couple, tess, mallory, trent, now=now)
    return other_couple


class TestAVisit:
    def test_it_finds_the_last_day_that_did_not_feel_safe(self, unsafe: Couple, tess: User) -> None:
        assert visit(tess) == {unsafe.pk: DAY}

    def test_it_opens_no_answer_that_an_earlier_one_has_opened(
        self, unsafe: Couple, tess: User, opened: list[str]
    ) -> None:
        first = visit(tess)
        assert "answer" in opened
        opened.clear()
        assert visit(tess) == first
        assert opened == ["found"]

    def test_it_opens_what_is_new(
        self,
        unsafe: Couple,
        others: Couple,
        people: list[User],
        mallory: User,
        tess: User,
        opened: list[str],
    ) -> None:
        check_in(mallory, others, DAY - ONE, safe=NOT_REALLY)
        visit(tess)
        pass_by(tess, *people)
        opened.clear()
        check_in(mallory, others, safe=NOT_REALLY)
        assert visit(tess) == {unsafe.pk: DAY, others.pk: DAY}
        assert opened == ["found", "answer"]

    def test_it_looks_at_a_couple_that_has_agreed_since(
        self, unsafe: Couple, others: Couple, mallory: User, trent: User, tess: User, now: datetime
    ) -> None:
        factories.agreement(others, tess, trent, now=now, kinds=set())
        check_in(mallory, others, safe=NOT_REALLY)
        visit(tess)
        pass_by(tess, mallory)
        factories.agreement(others, tess, trent, now=now)
        assert visit(tess) == {unsafe.pk: DAY, others.pk: DAY}

    def test_it_looks_again_where_an_answer_may_have_come_late(
        self, unsafe: Couple, alice: User, tess: User
    ) -> None:
        """Stamped before the last look, by a transaction that ended after it."""
        visit(tess)
        check_in(alice, unsafe, DAY + ONE, safe=NOT_REALLY)
        pass_by(tess, alice, time=timedelta(minutes=4))
        with acting_as(tess):
            Triage.objects.update(looked_at=F("looked_at") + timedelta(minutes=4))
        assert visit(tess) == {unsafe.pk: DAY + ONE}

    def test_it_lets_a_day_go_that_is_long_ago(self, unsafe: Couple, tess: User) -> None:
        assert visit(tess, DAY + order.RECENT) == {unsafe.pk: DAY}
        assert visit(tess, DAY + order.RECENT + ONE) == {}
        assert kept(tess) == {unsafe.pk: Triage.NEVER}

    def test_it_keeps_nothing_while_nothing_is_new(self, unsafe: Couple, tess: User) -> None:
        visit(tess)
        with CaptureQueriesContext(connection) as asked:
            visit(tess)
        assert not [one for one in asked if "INSERT" in one["sql"]]

    def test_it_asks_as_much_for_many_as_for_one(
        self, alice: User, bob: User, unsafe: Couple, tess: User, now: datetime
    ) -> None:
        visit(tess)
        with CaptureQueriesContext(connection) as for_one:
            visit(tess)
        for number in range(3):
            pair = [factories.person(f"{name}{number}") for name in ("one", "two")]
            factories.agreement(factories.couple(*pair, now=now), tess, *pair, now=now)
        visit(tess)
        with CaptureQueriesContext(connection) as for_many:
            visit(tess)
        assert len(for_many) == len(for_one)


class TestWithdrawing:
    @pytest.mark.parametrize("kinds", [set(), {"notes", "milestones"}])
    def test_it_takes_what_was_kept_away_at_once(
        self, kinds: set[str], unsafe: Couple, bob: User, tess: User, now: datetime
    ) -> None:
        visit(tess)
        factories.agreement(unsafe, tess, bob, now=now, kinds=kinds)
        with acting_as(tess):
            assert not Triage.objects.exists()
        assert visit(tess) == {}
        with acting_as(tess):
            assert not Triage.objects.exists()

    @pytest.mark.parametrize("way", ["ending the link", "parting"])
    def test_so_does(
        self, way: str, unsafe: Couple, alice: User, tess: User, now: datetime
    ) -> None:
        visit(tess)
        with acting_as(alice):
            link = agreements.link_of(unsafe)
            assert link
            if way == "parting":
                pairing.unpair(unsafe, by=alice, now=now)
            else:
                agreements.end(link, now=now)
        with acting_as(tess):
            assert not Triage.objects.exists()
        assert visit(tess) == {}

    def test_it_leaves_the_others_on_the_page(
        self,
        unsafe: Couple,
        others: Couple,
        trent: User,
        tess: User,
        now: datetime,
    ) -> None:
        visit(tess)
        factories.agreement(others, tess, trent, now=now, kinds=set())
        assert visit(tess) == {unsafe.pk: DAY}
        assert kept(tess) == {unsafe.pk: DAY}

    def test_it_is_forgotten_even_where_a_visit_kept_it_meanwhile(
        self, unsafe: Couple, bob: User, tess: User, now: datetime
    ) -> None:
        visit(tess)
        with acting_as(tess):
            before = Triage.objects.get()
        factories.agreement(unsafe, tess, bob, now=now, kinds=set())
        with acting_as(tess):
            before.save(force_insert=True)
        assert visit(tess) == {}
        assert kept(tess) == {}


class TestWhatIsKept:
    def test_it_is_sealed_and_of_one_size(self, unsafe: Couple, bob: User, tess: User) -> None:
        def as_it_lies() -> bytes:
            with connection.cursor() as cursor, acting_as(tess):
                cursor.execute("SELECT found FROM care_triage")
                return bytes(cursor.fetchone()[0])

        visit(tess)
        unsafe_day = as_it_lies()
        visit(tess, DAY + 9 * ONE)
        assert kept(tess) == {unsafe.pk: Triage.NEVER}
        assert len(as_it_lies()) == len(unsafe_day)
        assert DAY.isoformat().encode() not in unsafe_day

    def test_it_is_the_therapists_alone(
        self, unsafe: Couple, alice: User, tess: User, tom: User, edith: User
    ) -> None:
        visit(tess)
        for one in (alice, tom, edith):
            with acting_as(one):
                assert not Triage.objects.exists()
        with pytest.raises(ProgrammingError, match="permission denied"), as_steward():
            Triage.objects.get()
        with pytest.raises(ProgrammingError, match="row-level security"), acting_as(tom):
            Triage(therapist=tess, found={}).save(force_insert=True)

    @pytest.mark.parametrize("harm", ["another key", "a flipped bit"])
    def test_it_is_as_none_where_it_cannot_be_opened(
        self, harm: str, unsafe: Couple, tess: User
    ) -> None:
        visit(tess)
        if harm == "another key":
            keys.destroy(tess.pk)
        else:
            flip_a_bit("care_triage", "found")
        with acting_as(tess):
            assert Triage.objects.get().days == {}
        assert visit(tess) == {unsafe.pk: DAY}
        assert kept(tess) == {unsafe.pk: DAY}


class TestATherapistWithoutAKey:
    def test_it_shows_the_page_and_keeps_nothing(
        self, unsafe: Couple, tess: User, therapist: Client, on_that_day: None
    ) -> None:
        with acting_as(tess):
            keys.of(tess.pk)
        with as_keeper(), connection.cursor() as cursor:
            cursor.execute(
                """UPDATE keys.person SET wrapped = set_bit(wrapped, 200, 1 - get_bit(wrapped, 200))
                WHERE person_id = %s""",
                [tess.pk],
            )
        assert "a day that did not feel safe" in text(therapist, "/caseload/")
        with acting_as(tess):
            assert not Triage.objects.exists()


class TestAnAnswerThatCannotBeOpened:
    def test_it_is_tried_again_by_every_visit(self, unsafe: Couple, tess: User) -> None:
        flip_a_bit("checkins_safetyanswer", "answer")
        assert visit(tess) == kept(tess) == {}
        flip_a_bit("checkins_safetyanswer", "answer")
        assert visit(tess) == {unsafe.pk: DAY}

    def test_behind_it_an_older_day_is_shown_and_not_taken_for_the_last(
        self, couple: Couple, alice: User, bob: User, tess: User, now: datetime
    ) -> None:
        factories.agreement(couple, tess, alice, bob, now=now)
        check_in(bob, couple, DAY, safe=NOT_REALLY)
        flip_a_bit("checkins_safetyanswer", "answer")
        check_in(bob, couple, DAY - ONE, safe=NOT_REALLY)
        assert visit(tess) == {couple.pk: DAY - ONE}
        assert kept(tess) == {}
