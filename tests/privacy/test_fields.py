"""Sealed values: opened only where, and only by whom, they were meant for."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.core.exceptions import FieldError
from django.db import connection
from django.db.utils import Error
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from checkins.models import CheckIn, Draft, Mark, Moment, Note, SafetyAnswer, SharedWords
from checkins.models.moments import MomentQuerySet
from couples.models import Couple, User
from privacy import fields, keys, tokens
from privacy.context import acting_as, as_keeper, as_steward
from privacy.fields import Token
from privacy.tokens import CannotBeOpened, DataKey, KeyIsGone
from tests import factories
from tests.care import story
from tests.conftest import ClientOf

DAY = date(2026, 5, 6)
SECRET = "A plum, and the blue door."
WORDS = {"needs": ["rest"], "appreciation": "You made tea."}
PLACE = tokens.place("checkins_note", "text", 7, DAY, 1)


def data_key(number: int = 1) -> DataKey:
    return DataKey(number, 7, AESGCM(os.urandom(32)))


@pytest.fixture
def day(alice: User, couple: Couple, now: datetime) -> CheckIn:
    return factories.check_in(alice, couple, DAY, now=now, words=WORDS, note=(SECRET, "partner"))


@contextmanager
def tampering() -> Iterator[None]:
    """Somebody who can write whatever they like to the database, and has no key."""
    with as_keeper(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE moments; SET CONSTRAINTS ALL IMMEDIATE")
        for table in ("note", "sharedwords", "safetyanswer", "draft"):
            cursor.execute(f"ALTER TABLE checkins_{table} NO FORCE ROW LEVEL SECURITY")
        yield
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for table in ("note", "sharedwords", "safetyanswer", "draft"):
            cursor.execute(f"ALTER TABLE checkins_{table} FORCE ROW LEVEL SECURITY")


def run(statement: str, *parameters: int | date) -> None:
    with tampering(), connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        assert cursor.rowcount == 1


class TestAToken:
    @given(st.text(max_size=600))
    def test_opens_to_what_was_sealed(self, words: str) -> None:
        key = data_key()
        assert tokens.open_(tokens.seal(words, key, PLACE), key, PLACE) == words

    @given(st.integers(0, 255))
    def test_of_a_short_text_tells_nothing_of_its_length(self, length: int) -> None:
        assert len(tokens.seal("x" * length, data_key(), PLACE)) == 9 + 12 + 256 + 16

    def test_of_a_longer_one_grows_by_steps(self) -> None:
        sizes = {len(tokens.seal("x" * length, data_key(), PLACE)) for length in range(1024)}
        assert sizes == {9 + 12 + 16 + 256 * step for step in (1, 2, 3, 4)} | {
            9 + 12 + 16 + 256 * 5
        } - {9 + 12 + 16 + 256 * 5}

    def test_is_another_one_each_time(self) -> None:
        key = data_key()
        assert len({tokens.seal("yes", key, PLACE) for _ in range(100)}) == 100

    def test_with_any_bit_flipped_is_refused(self) -> None:
        key = data_key()
        token = tokens.seal(SECRET, key, PLACE)
        opened = 0
        for bit in range(8 * len(token)):
            flipped = bytearray(token)
            flipped[bit // 8] ^= 1 << bit % 8
            try:
                tokens.open_(bytes(flipped), key, PLACE)
            except CannotBeOpened:
                continue
            opened += 1
        assert opened == 0

    @given(st.integers(0, 9 + 12 + 256 + 15))
    def test_cut_short_is_refused(self, length: int) -> None:
        key = data_key()
        token = tokens.seal(SECRET, key, PLACE)[:length]
        with pytest.raises(CannotBeOpened):
            tokens.open_(token, key, PLACE)

    def test_with_a_wrong_key_is_refused_even_under_its_name(self) -> None:
        token = tokens.seal(SECRET, data_key(), PLACE)
        for _ in range(100):
            with pytest.raises(CannotBeOpened):
                tokens.open_(token, data_key(), PLACE)

    @pytest.mark.parametrize(
        "place",
        [
            ("checkins_draft", "text", 7, DAY, 1),
            ("checkins_note", "audience", 7, DAY, 1),
            ("checkins_note", "text", 8, DAY, 1),
            ("checkins_note", "text", 7, DAY + timedelta(days=1), 1),
            ("checkins_note", "text", 7, DAY, 2),
        ],
        ids=["table", "column", "owner", "row", "version"],
    )
    def test_in_another_place_is_refused(self, place: tuple[str, str, int, date, int]) -> None:
        key = data_key()
        token = tokens.seal(SECRET, key, PLACE)
        with pytest.raises(CannotBeOpened):
            tokens.open_(token, key, tokens.place(*place))


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
        with acting_as(alice), pytest.raises(ValueError, match="small choices"):
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


class TestATamperedRow:
    """Moved by somebody who writes past the site: refused wherever it was moved to."""

    @pytest.fixture(autouse=True)
    def second(self, day: CheckIn, alice: User, bob: User, couple: Couple, now: datetime) -> None:
        note = ("Another day.", "partner")
        factories.check_in(alice, couple, DAY + timedelta(days=1), now=now, note=note)
        factories.check_in(bob, couple, DAY, now=now, note=("Bob’s.", "partner"))

    def refused(self, reader: User, owner: User, model: type[Note] | type[SharedWords]) -> bool:
        name = "text" if model is Note else "appreciation"
        with acting_as(reader):
            row = model.objects.get(person=owner, on=DAY)
            try:
                getattr(row, name)
            except CannotBeOpened:
                return True
        return False

    def test_nothing_is_refused_before(self, alice: User, bob: User) -> None:
        assert not self.refused(alice, alice, Note)
        assert not self.refused(alice, bob, Note)

    def test_from_another_row(self, alice: User) -> None:
        run(
            """UPDATE checkins_note SET text = (SELECT text FROM checkins_note
            WHERE person_id = %s AND "on" = %s) WHERE person_id = %s AND "on" = %s""",
            alice.pk,
            DAY + timedelta(days=1),
            alice.pk,
            DAY,
        )
        assert self.refused(alice, alice, Note)

    def test_from_another_person(self, alice: User, bob: User) -> None:
        run(
            """UPDATE checkins_note SET text = (SELECT text FROM checkins_note WHERE person_id = %s)
            WHERE person_id = %s AND "on" = %s""",
            bob.pk,
            alice.pk,
            DAY,
        )
        assert self.refused(alice, alice, Note)

    def test_with_its_row_to_another_person(self, alice: User, bob: User) -> None:
        """Not even the key of the writer opens what lies under another’s name."""
        run('DELETE FROM checkins_note WHERE person_id = %s AND "on" = %s', bob.pk, DAY)
        run(
            'UPDATE checkins_note SET person_id = %s WHERE person_id = %s AND "on" = %s',
            bob.pk,
            alice.pk,
            DAY,
        )
        assert self.refused(bob, bob, Note)

    def test_from_another_column(self, alice: User) -> None:
        run(
            """UPDATE checkins_sharedwords SET appreciation =
            (SELECT text FROM checkins_note WHERE person_id = %s AND "on" = %s)""",
            alice.pk,
            DAY,
        )
        assert self.refused(alice, alice, SharedWords)

    def test_of_another_version(self, alice: User) -> None:
        run(
            'UPDATE checkins_note SET version = 2 WHERE person_id = %s AND "on" = %s', alice.pk, DAY
        )
        assert self.refused(alice, alice, Note)

    def test_whose_key_was_destroyed(self, alice: User, bob: User) -> None:
        keys.destroy(alice.pk)
        assert self.refused(alice, alice, Note)
        assert self.refused(bob, alice, Note)
        assert not self.refused(bob, bob, Note)


class TestAPage:
    """One value is broken: the page says so, and everything else on it stands."""

    @pytest.fixture(autouse=True)
    def broken(self, day: CheckIn) -> None:
        run("UPDATE checkins_note SET text = set_byte(text, 40, get_byte(text, 40) # 1)")

    def test_says_so_and_shows_the_rest(self, alice: User, client_of: ClientOf) -> None:
        shown = client_of(alice).get(f"/history/{DAY.isoformat()}/")
        assert shown.status_code == 200
        assert "This text can’t be opened." in shown.content.decode()
        assert "You made tea." in shown.content.decode()

    def test_of_a_month_stands(self, alice: User, client_of: ClientOf) -> None:
        shown = client_of(alice).get(f"/history/{DAY:%Y-%m}/").content.decode()
        assert "This text can’t be opened." in shown
        assert "You made tea." in shown

    def test_is_logged_without_content(self, alice: User, caplog: pytest.LogCaptureFixture) -> None:
        with caplog.at_level(logging.ERROR), acting_as(alice), pytest.raises(CannotBeOpened):
            _ = Note.objects.get().text
        (record,) = caplog.records
        assert record.getMessage().startswith(f"checkins_note.text of person {alice.pk}: ")
        assert SECRET not in caplog.text

    def test_of_somebody_without_a_key_stands_as_well(
        self, alice: User, client_of: ClientOf
    ) -> None:
        keys.destroy(alice.pk)
        shown = client_of(alice).get(f"/history/{DAY.isoformat()}/").content.decode()
        assert shown.count("This text can’t be opened.") == 2


class TestADraft:
    def test_that_cannot_be_opened_gives_way(
        self, alice: User, couple: Couple, client_of: ClientOf, now: datetime
    ) -> None:
        browser = client_of(alice)
        on = alice.local_date(datetime.now(tz=now.tzinfo))
        with acting_as(alice):
            Draft.objects.create(
                person=alice, on=on, page="p", saved_at=now, fields={"note": [SECRET]}
            )
        assert SECRET in browser.get("/check-in/").content.decode()
        run("UPDATE checkins_draft SET fields = set_byte(fields, 40, get_byte(fields, 40) # 1)")
        shown = browser.get("/check-in/")
        assert shown.status_code == 200
        assert "Some of what you wrote here can’t be opened." in shown.content.decode()


class TestEveryField:
    def test_that_is_sealed_is_kept_by_the_keeper(self) -> None:
        """Else a rotation would leave it under its old key."""
        with connection.cursor() as cursor:
            for model, field in sealed_fields():
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
            WHERE table_schema = 'public' AND data_type = 'bytea'"""
        )
        return [(table, column) for table, column in cursor.fetchall()]
