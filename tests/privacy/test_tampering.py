"""Somebody writes past the site: what they moved or altered opens nowhere, and pages stand."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.db import connection

from care import milestones
from checkins.models import CheckIn, Draft, Note, SharedWords
from couples import yourself
from couples.models import Couple, SafetyCheck, User
from exercises import practising
from privacy import keys, rotation
from privacy.context import acting_as, as_keeper
from privacy.tokens import CannotBeOpened
from tests import factories
from tests.conftest import ClientOf
from tests.exercises.conftest import published

DAY = date(2026, 5, 6)
SECRET = "A plum, and the blue door."
WORDS = {"needs": ["rest"], "appreciation": "You made tea."}


@pytest.fixture
def day(alice: User, couple: Couple, now: datetime) -> CheckIn:
    return factories.check_in(alice, couple, DAY, now=now, words=WORDS, note=(SECRET, "partner"))


@contextmanager
def tampering() -> Iterator[None]:
    """Somebody who can write whatever they like to the database, and has no key."""
    tables = [table.name for table in rotation.tables()]
    with as_keeper(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE moments; SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        yield
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")


def run(statement: str, *parameters: int | date) -> None:
    with tampering(), connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        assert cursor.rowcount == 1


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

    def test_from_another_column_of_the_same_row(self, alice: User, now: datetime) -> None:
        with acting_as(alice):
            yourself.answer({"afraid": "yes", "hurt": "no"}, by=alice, now=now)
        run("UPDATE couples_safetycheck SET afraid = hurt, hurt = afraid")
        with acting_as(alice):
            check = SafetyCheck.objects.get()
            for name in ("afraid", "hurt"):
                with pytest.raises(CannotBeOpened):
                    getattr(check, name)

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


PLACES = {
    "what was practised": ("exercises_answer", "words", "alice", "/exercises/own/{sitting}/"),
    "a step": ("exercises_answer", "words", "alice", "/exercises/own/{sitting}/1/"),
    "a note, read by the therapist": ("checkins_note", "text", "tess", "/caseload/{couple}/"),
    "the therapist’s title": ("care_therapistmilestone", "title", "tess", "/caseload/{couple}/"),
    "her title, read by a partner": ("care_therapistmilestone", "title", "alice", "/milestones/"),
    "her line, read by a partner": ("care_therapistmilestone", "line", "alice", "/milestones/"),
    "what was told alone": ("couples_toldalone", "text", "tess", "/caseload/alone/"),
}


class TestEveryOtherPage:
    """The same for whatever else is sealed, wherever it is read."""

    @pytest.fixture
    def names(
        self, alice: User, bob: User, tess: User, couple: Couple, now: datetime
    ) -> dict[str, str]:
        link = factories.agreement(couple, tess, alice, bob, now=now)
        factories.check_in(alice, couple, DAY, now=now, note=(SECRET, "both"))
        version = published("a-true-thank-you", "write", "write", now=now)
        with acting_as(alice):
            sitting = practising.start(version, by=alice, now=now)
            practising.keep(sitting, practising.steps_of(version)[0], words=SECRET, now=now)
            yourself.tell(link, words=SECRET, with_answers=False, by=alice, now=now)
        with acting_as(tess):
            mine = milestones.add(couple, title="Tea", line="Together.", by=tess, now=now)
            milestones.mark(mine, on=DAY, now=now)
        return {"sitting": sitting.public_id, "couple": couple.public_id}

    @pytest.mark.parametrize("what", PLACES)
    def test_says_so_and_stands(
        self, what: str, names: dict[str, str], request: pytest.FixtureRequest, client_of: ClientOf,
        now: datetime,
    ) -> None:  # fmt: skip
        table, column, reader, path = PLACES[what]
        person: User = request.getfixturevalue(reader)
        with time_machine.travel(now, tick=False):
            browser = client_of(person)
            assert "can’t be opened" not in browser.get(path.format(**names)).content.decode()
            run(f"UPDATE {table} SET {column} = set_byte({column}, 40, get_byte({column}, 40) # 1)")
            shown = browser.get(path.format(**names))
        assert shown.status_code == 200
        assert "can’t be opened" in shown.content.decode()


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
