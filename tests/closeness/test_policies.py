"""Raw SQL as the web's role: there is no way to what the other said, opened or wants."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from closeness import answering, holding, resting
from closeness.models import Answer, Card, Hold, HoldAnswer, Item, Limits, Seat
from couples.models import Couple, User
from privacy.context import acting_as, as_dealer
from tests import factories
from tests.closeness import table
from tests.closeness.table import yes

CLOSED = ("closeness_answer", "closeness_deck")
OWN = ("closeness_seat", "closeness_card", "closeness_item", "closeness_holdanswer")


@pytest.fixture
def played(both: Couple, alice: User, bob: User, now: datetime) -> datetime:
    for one in (alice, bob):
        table.say(one, yes, now=now)
    at = table.close()
    for one in (alice, bob):
        table.say(one, yes, now=at)
    return at


def asked(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


@contextmanager
def refused() -> Iterator[Any]:
    with pytest.raises(DatabaseError) as caught, transaction.atomic():
        yield caught


@pytest.mark.parametrize("name", CLOSED)
def test_what_goes_in_never_comes_out_not_even_to_whoever_said_it(
    name: str, played: datetime, alice: User
) -> None:
    with acting_as(alice):
        assert asked(f"SELECT count(*) FROM {name}") == [(0,)]
        assert asked(f"UPDATE {name} SET person_id = person_id RETURNING 1") == []
        assert asked(f"DELETE FROM {name} RETURNING 1") == []
        with refused():
            asked(
                "INSERT INTO closeness_answer (public_id, card_id, person_id, said)"
                " SELECT 'x', public_id, person_id, 'x' FROM closeness_card LIMIT 1 RETURNING said"
            )


@pytest.mark.parametrize("name", OWN)
def test_of_what_is_each_ones_own_there_is_ones_own(
    name: str, played: datetime, alice: User
) -> None:
    with acting_as(alice):
        whose = {pk for (pk,) in asked(f"SELECT DISTINCT person_id FROM {name}")}
    assert whose <= {alice.pk}


class TestPuttingIn:
    def test_into_the_others_hand_is_refused_like_what_is_not_there(
        self, played: datetime, alice: User, bob: User
    ) -> None:
        """Whether there is such a card, is answered or is over: it says the same."""
        (his, *_) = table.everywhere(Card.objects.filter(person_id=bob.pk).order_by("pk"))
        said = set()
        for card in (his.pk, "no-such-card"):
            for person in (alice.pk, bob.pk):
                with acting_as(alice), refused() as caught:
                    asked(
                        "INSERT INTO closeness_answer (public_id, card_id, person_id, said)"
                        " VALUES (%s, %s, %s, '')",
                        f"new {person}",
                        card,
                        person,
                    )
                said.add(str(caught.value).splitlines()[0])
        assert len(said) == 1
        assert his in table.everywhere(Card.objects.filter(answer__isnull=False))

    def test_a_name_that_is_taken_tells_nothing(
        self, played: datetime, alice: User, bob: User
    ) -> None:
        """A guessed key would; it has 128 bits."""
        (one, *_) = table.everywhere(Answer.objects.filter(person_id=bob.pk))
        assert len(one.pk) == 22

    def test_after_the_close_it_is_too_late(self, both: Couple, alice: User, now: datetime) -> None:
        with acting_as(alice):
            cards = [card.pk for card, _ in answering.cards(both, by=alice)]
        at = table.close()
        with acting_as(alice), pytest.raises(answering.RoundClosed):
            answering.say(both, {cards[0]: "enjoy"}, by=alice, now=at)
        with acting_as(alice), refused() as caught:
            Answer.objects.bulk_create([Answer(card_id=cards[0], person=alice, said="enjoy")])
        assert answering.TOO_LATE in str(caught.value)

    def test_whoever_says_it_again_leaves_one_row(
        self, both: Couple, alice: User, now: datetime
    ) -> None:
        for _ in range(3):
            table.say(alice, yes, now=now)
        assert len(table.everywhere(Answer.objects.all())) == len(table.hand(alice, now=now))


class TestWhatCouldBeCounted:
    def test_no_number_tells_how_many_others_there_are(self, played: datetime) -> None:
        """Keys are random, so that there is no gap to look at."""
        for model in (Card, Answer, Item, Seat, HoldAnswer):
            assert not model._meta.pk.get_internal_type().endswith("AutoField")

    def test_whether_the_other_has_begun_is_not_to_be_seen_before_one_begins(
        self, options_there: None, couple: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        table.begin(bob, now=now)
        with acting_as(alice):
            for name in ("spectrum", "round", "seat", "card", "item"):
                assert asked(f"SELECT count(*) FROM closeness_{name}") == [(0,)]

    def test_nor_for_how_long_after(
        self, options_there: None, couple: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        table.begin(bob, now=now)
        at = table.close()
        table.begin(alice, now=at)
        with acting_as(alice):
            assert asked("SELECT count(*) FROM closeness_round") == [(1,)]

    @pytest.mark.parametrize("name", ["spectrum", "round", "hold"])
    def test_nor_what_postgresql_keeps_of_a_row_that_both_read(
        self, name: str, played: datetime, alice: User
    ) -> None:
        """It would tell that the other has just written something that belongs to it."""
        for column in ("xmin", "xmax", "ctid", "cmin"):
            with acting_as(alice), refused():
                asked(f"SELECT {column} FROM closeness_{name}")

    def test_a_seat_is_never_older_than_the_cards(
        self, options_there: None, couple: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        table.begin(bob, now=now)
        table.close()
        with acting_as(alice):
            Seat.objects.create(
                person=alice, couple=couple, began_at=now.replace(year=2000), kept={}
            )
            assert asked("SELECT count(*) FROM closeness_round") == [(0,)]
            assert asked("DELETE FROM closeness_seat RETURNING 1") == []

    def test_who_wants_it_to_rest_stands_in_a_seat_alone(
        self, played: datetime, alice: User, bob: User
    ) -> None:
        with acting_as(bob):
            resting.rest(table.seat(bob), rests=True)
        with acting_as(alice):
            assert asked("SELECT rests FROM closeness_spectrum") == [(True,)]
            assert [one.limits.rests for one in Seat.objects.all()] == [False]

    def test_what_somebody_opened_has_one_size(
        self, played: datetime, alice: User, bob: User
    ) -> None:
        table.limit(bob, Limits(level=7, opened={"5": 740000, "6": 740000, "7": 740000}))
        with as_dealer():
            assert len({size for (size,) in asked("SELECT length(kept) FROM closeness_seat")}) == 1
            assert (
                len({size for (size,) in asked("SELECT length(said) FROM closeness_answer")}) == 1
            )
            assert len({size for (size,) in asked("SELECT length(what) FROM closeness_card")}) == 1


class TestChangingOnesOwn:
    @pytest.mark.parametrize(
        "change",
        [
            "UPDATE closeness_card SET place = 99",
            "UPDATE closeness_item SET ended = false, done = true",
            "UPDATE closeness_seat SET began_at = '2000-01-01'",
            "UPDATE closeness_round SET closes_at = '2000-01-01'",
            "UPDATE closeness_spectrum SET rests = false",
            "INSERT INTO closeness_tally (couple_id, level, done) SELECT couple_id, 7, 1 FROM closeness_seat",
            "DELETE FROM closeness_item",
        ],
    )
    def test_nothing_is_changed_but_what_pages_change(
        self, change: str, played: datetime, alice: User
    ) -> None:
        with acting_as(alice), suppress(DatabaseError), transaction.atomic():
            assert asked(f"{change} RETURNING 1") == []

    def test_a_seat_in_another_couple_is_refused(
        self, both: Couple, other_couple: Couple, alice: User, now: datetime
    ) -> None:
        with acting_as(alice), refused():
            Seat.objects.create(person=alice, couple=other_couple, began_at=now, kept={})


class TestHolds:
    @pytest.fixture
    def hold(self, both: Couple, alice: User, bob: User, tess: User, now: datetime) -> Hold:
        link = factories.agreement(both, tess, alice, bob, now=now, kinds={"closeness"})
        with acting_as(tess):
            return holding.propose(link, level=2, until=now.date(), now=now)

    def test_what_was_lifted_is_not_brought_back(
        self, hold: Hold, alice: User, bob: User, tess: User, now: datetime
    ) -> None:
        """It would count with the yes that each of the two once gave."""
        for one in (alice, bob):
            with acting_as(one):
                holding.agree(hold, by=one, now=now)
        with acting_as(tess):
            holding.lift(hold, now=now)
            assert asked("UPDATE closeness_hold SET ended_at = NULL RETURNING 1") == []

    def test_it_is_of_the_couple_whose_agreement_it_lives_on(
        self,
        hold: Hold,
        other_couple: Couple,
        mallory: User,
        trent: User,
        tess: User,
        now: datetime,
    ) -> None:
        """Else it would outlive that agreement."""
        factories.agreement(other_couple, tess, mallory, trent, now=now, kinds={"closeness"})
        with acting_as(tess), refused():
            asked(
                "INSERT INTO closeness_hold (public_id, care_link_id, couple_id, level, proposed_at, until)"
                " VALUES ('x', %s, %s, 2, %s, %s) RETURNING 1",
                hold.care_link_id,
                other_couple.pk,
                now,
                now.date(),
            )


def test_strangers_and_therapists_find_nothing(
    played: datetime, couple: Couple, mallory: User, tess: User, now: datetime
) -> None:
    for one in (mallory, tess):
        with acting_as(one):
            for name in (
                "seat",
                "deck",
                "spectrum",
                "round",
                "card",
                "answer",
                "item",
                "ownoption",
            ):
                assert asked(f"SELECT count(*) FROM closeness_{name}") == [(0,)]
