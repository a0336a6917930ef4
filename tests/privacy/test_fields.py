"""Fields that the database holds sealed, and the rows and pages around them."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import FieldError
from django.db import connection
from django.db.utils import Error
from pytest_django import DjangoAssertNumQueries

from checkins.models import CheckIn, Mark, Moment, Note, SafetyAnswer, SharedWords
from checkins.models.moments import MomentQuerySet
from couples.models import Couple, User
from privacy import fields, keys
from privacy.context import acting_as, as_steward
from privacy.fields import Token
from privacy.tokens import KeyIsGone
from tests import factories
from tests.care import story

DAY = date(2026, 5, 6)
SECRET = "A plum, and the blue door."
WORDS = {"needs": ["rest"], "appreciation": "You made tea."}


@pytest.fixture
def day(alice: User, couple: Couple, now: datetime) -> CheckIn:
    return factories.check_in(alice, couple, DAY, now=now, words=WORDS, note=(SECRET, "partner"))


class TestARow:
    def test_gives_back_what_was_written(self, day: CheckIn, alice: User) -> None:
        with acting_as(alice):
            words = SharedWords.objects.get()
            assert (words.needs, words.appreciation) == (["rest"], "You made tea.")
            assert Note.objects.get().text == SECRET
            assert SafetyAnswer.objects.get().answer == "yes"

    def test_is_noise_in_the_database(self, day: CheckIn, alice: User) -> None:
        with acting_as(alice), connection.cursor() as cursor:
            cursor.execute("SELECT text FROM checkins_note")
            (raw,) = cursor.fetchone()
        assert SECRET.encode() not in raw
        assert len(raw) == 9 + 12 + 256 + 16

    def test_looks_the_same_whatever_was_chosen(
        self, alice: User, couple: Couple, now: datetime
    ) -> None:
        for number, answer in enumerate(SafetyAnswer.Answer.values):
            on, needs = DAY + timedelta(days=number), ["a-hug-without-more", "rest"][:number]
            factories.check_in(alice, couple, on, now=now, safe=answer, words={"needs": needs})
        with acting_as(alice), connection.cursor() as cursor:
            cursor.execute("SELECT DISTINCT length(answer) FROM checkins_safetyanswer")
            assert cursor.fetchall() == [(9 + 12 + 128 + 16,)]
            cursor.execute("SELECT DISTINCT length(needs) FROM checkins_sharedwords")
            assert cursor.fetchall() == [(9 + 12 + 128 + 16,)]

    def test_keeps_an_unopened_value_as_it_is(self, day: CheckIn, alice: User) -> None:
        with acting_as(alice):
            raw = Note.objects.values_list("text", flat=True).get()
            note = Note.objects.get()
            note.audience = "both"
            note.save()
            assert Note.objects.values_list("text", flat=True).get() == raw

    def test_cannot_be_searched(self, day: CheckIn, alice: User) -> None:
        with acting_as(alice), pytest.raises(FieldError, match="sealed"):
            Note.objects.filter(text=SECRET)

    def test_cannot_be_changed_without_being_there(self, day: CheckIn, alice: User) -> None:
        with acting_as(alice), pytest.raises(FieldError, match="sealed"):
            Note.objects.update(text="Something else.")

    def test_shows_nothing_when_it_is_printed(self, day: CheckIn, alice: User) -> None:
        with acting_as(alice):
            assert repr(Note.objects.values_list("text", flat=True).get()) == "<sealed>"

    def test_refuses_a_choice_that_would_stand_out(self, alice: User) -> None:
        with acting_as(alice), pytest.raises(ValueError, match="no more than"):
            fields.sealed(SharedWords(person=alice, on=DAY, needs=["x" * 130]), "needs")

    def test_of_both_partners_takes_one_question_for_the_keys(
        self,
        day: CheckIn,
        alice: User,
        bob: User,
        couple: Couple,
        now: datetime,
        django_assert_num_queries: DjangoAssertNumQueries,
    ) -> None:
        factories.check_in(bob, couple, DAY, now=now, words=WORDS)
        with acting_as(alice):
            rows = list(SharedWords.objects.all())
            with django_assert_num_queries(1):
                assert {row.appreciation for row in rows} == {"You made tea."}
            assert {row.person_id for row in rows} == {alice.pk, bob.pk}


class TestAMark:
    """Of a moment: nobody learns what the other said, and the database learns neither."""

    def test_of_either_kind_looks_the_same(
        self, alice: User, bob: User, couple: Couple, now: datetime
    ) -> None:
        moment = story.moment(couple, DAY)
        for person, held in ((alice, True), (bob, False)):
            with acting_as(person):
                Mark.objects.create(moment=moment, person=person, held=held, marked_at=now)
        with as_steward(), connection.cursor() as cursor:
            cursor.execute("SELECT length(held) FROM checkins_mark")
            assert cursor.fetchall() == [(9 + 12 + 128 + 16,)] * 2

    def test_says_nothing_to_the_house(self, alice: User, couple: Couple, now: datetime) -> None:
        moment = story.moment(couple, DAY)
        with acting_as(alice):
            Mark.objects.create(moment=moment, person=alice, held=True, marked_at=now)
        with pytest.raises(Error, match="permission denied for schema keys"), as_steward():
            _ = Mark.objects.get().held

    def test_that_cannot_be_opened_is_as_if_it_were_not_there(
        self, alice: User, couple: Couple, now: datetime
    ) -> None:
        moment = story.moment(couple, DAY)
        ours = MomentQuerySet(Moment).with_mark_of(alice)
        with acting_as(alice):
            Mark.objects.create(moment=moment, person=alice, held=True, marked_at=now)
            assert ours.get(pk=moment.pk).my_mark is True
            keys.destroy(alice.pk)
            assert ours.get(pk=moment.pk).my_mark is None


class TestEveryField:
    def test_that_is_sealed_is_kept_by_the_keeper(self) -> None:
        """Else a rotation would leave it under its old key."""
        every = sealed_fields()
        assert len(every) >= 15
        with connection.cursor() as cursor:
            for model, field in every:
                cursor.execute(
                    "SELECT has_column_privilege('moments_keeper', %s, %s, 'UPDATE')",
                    [model, field],
                )
                assert cursor.fetchone() == (True,), (model, field)

    def test_the_key_is_not_for_whoever_may_not_read_the_row(
        self, day: CheckIn, alice: User, mallory: User
    ) -> None:
        with acting_as(alice):
            raw = Note.objects.values_list("text", flat=True).get()
        assert isinstance(raw, Token)
        with acting_as(mallory), pytest.raises(KeyIsGone):
            fields.of(Note)["text"].opened(raw, alice.pk, DAY, 1)


def sealed_fields() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT table_name, column_name FROM information_schema.columns
            WHERE table_schema = 'public' AND data_type = 'bytea'
            AND table_name <> 'leaving_exportpiece'"""  # it lives for a day, a replaced key for longer
        )
        return [(table, column) for table, column in cursor.fetchall()]
