"""Under other keys, and nothing lost: not by a rotation, not by one that is killed in the middle."""

import os
import re
import secrets
import signal
import subprocess
import sys
from datetime import date, datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.core.management import CommandError, call_command
from django.db import connection, connections
from django.utils import timezone
from pytest_django import Settings

from checkins.models import Draft, Note
from config.folders import REPOSITORY
from couples.models import Couple, User
from privacy import keys, masters, rotation, second_keys
from privacy.context import acting_as, as_keeper
from privacy.fields import Token
from privacy.masters import KeysDoNotFit
from tests import factories
from tests.browser.server import database_url

DAY = date(2026, 5, 6)
SECRET = "A plum, and the blue door."
PLAIN = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def key_ids() -> set[int]:
    with as_keeper(), connection.cursor() as cursor:
        cursor.execute("SELECT id FROM keys.person")
        return {key_id for (key_id,) in cursor.fetchall()}


def masters_in_use() -> set[str]:
    with as_keeper(), connection.cursor() as cursor:
        cursor.execute("SELECT master FROM keys.person UNION SELECT master FROM keys.canary")
        return {name for (name,) in cursor.fetchall()}


def age(days: int) -> None:
    """As if all keys had been made, and replaced, so long ago."""
    with as_keeper(), connection.cursor() as cursor:
        cursor.execute(
            """UPDATE keys.person SET made_at = made_at - make_interval(days => %s),
            replaced_at = replaced_at - make_interval(days => %s)""",
            [days, days],
        )


def renew() -> None:
    age(1)
    call_command("rotate_keys", "--made-before", (timezone.now() - timedelta(hours=1)).isoformat())


@pytest.fixture
def note(alice: User, couple: Couple, now: datetime) -> None:
    words = {"needs": ["rest"], "appreciation": SECRET}
    factories.check_in(alice, couple, DAY, now=now, words=words, note=(SECRET, "partner"))


def raw(person: User) -> bytes:
    with acting_as(person):
        value = Note.objects.values_list("text", flat=True).get()
    assert isinstance(value, Token)
    return value


def read(person: User) -> str:
    with acting_as(person):
        return str(Note.objects.get().text)


@pytest.mark.usefixtures("note")
class TestAMasterKey:
    def test_is_followed_by_a_newer_one(self, alice: User, settings: Settings) -> None:
        old = settings.MASTER_KEYS[0]
        before = raw(alice)
        settings.MASTER_KEYS = [secrets.token_hex(32), old]
        call_command("rotate_keys")
        settings.MASTER_KEYS = settings.MASTER_KEYS[:1]
        masters.open_canaries()
        assert masters_in_use() == {masters.current().name}
        assert (read(alice), raw(alice)) == (SECRET, before)

    def test_is_not_given_away_while_it_is_needed(self, settings: Settings) -> None:
        masters.open_canaries()
        settings.MASTER_KEYS = [secrets.token_hex(32)]
        with pytest.raises(KeysDoNotFit):
            call_command("rotate_keys")


class TestASecondKey:
    @pytest.fixture(autouse=True)
    def has_two_masters(self, alice: User, settings: Settings) -> None:
        with acting_as(alice):
            TOTP.activate(alice, PLAIN)
            RecoveryCodes.activate(alice)
        settings.MASTER_KEYS = [secrets.token_hex(32), settings.MASTER_KEYS[0]]

    def test_follows_the_master_key(self, alice: User, settings: Settings) -> None:
        before = codes(alice)
        call_command("rotate_keys")
        settings.MASTER_KEYS = settings.MASTER_KEYS[:1]
        with acting_as(alice):
            app = Authenticator.objects.get(type=Authenticator.Type.TOTP)
            assert second_keys.open_(app.data["secret"]) == PLAIN
        assert codes(alice) == before
        assert rotation.second_keys_to_wrap() == 0

    def test_that_does_not_open_is_left_and_counted(self, alice: User) -> None:
        with acting_as(alice):
            Authenticator.objects.filter(type=Authenticator.Type.TOTP).update(data={"secret": "x"})
        with pytest.raises(CommandError, match="1 rows cannot be opened"):
            call_command("rotate_keys")


def codes(person: User) -> list[str]:
    with acting_as(person):
        return list(RecoveryCodes.activate(person).generate_codes())


@pytest.mark.usefixtures("note")
class TestADataKey:
    def test_is_followed_by_a_newer_one(self, alice: User, bob: User) -> None:
        before, old = raw(alice), key_ids()
        renew()
        assert raw(alice) != before
        assert not {int.from_bytes(raw(alice)[1:9], "big")} & old
        assert read(alice) == SECRET

    def test_is_renewed_once_however_often_one_asks(self, alice: User) -> None:
        age(1)
        moment = (timezone.now() - timedelta(hours=1)).isoformat()
        call_command("rotate_keys", "--made-before", moment)
        once, made = raw(alice), key_ids()
        call_command("rotate_keys", "--made-before", moment)
        call_command("rotate_keys")
        assert (raw(alice), key_ids()) == (once, made)

    def test_stays_for_as_long_as_backups_of_the_keys(self) -> None:
        old = key_ids()
        renew()
        age(13)
        call_command("rotate_keys")
        assert old < key_ids()
        age(2)
        call_command("rotate_keys")
        assert not old & key_ids()

    def test_stays_while_a_row_names_it(self, alice: User) -> None:
        old = key_ids()
        age(20)
        with as_keeper(), connection.cursor() as cursor:
            cursor.execute("UPDATE keys.person SET replaced_at = made_at")
        assert rotation.forget(now=timezone.now()) == 0
        assert key_ids() == old
        assert read(alice) == SECRET

    def test_is_not_renewed_ahead_of_time(self) -> None:
        with pytest.raises(CommandError, match="not come yet"):
            call_command("rotate_keys", "--made-before", "2126-01-01T00:00")

    def test_that_was_destroyed_is_not_made_again(self, alice: User) -> None:
        keys.destroy(alice.pk)
        renew()
        assert key_ids() == set()


@pytest.mark.usefixtures("note")
class TestAValueThatDoesNotOpen:
    def test_is_left_and_counted(self, alice: User) -> None:
        with connections["default"].cursor() as cursor, as_keeper():
            cursor.execute("UPDATE checkins_note SET text = set_byte(text, 40, 0)")
            cursor.execute("UPDATE checkins_note SET text = set_byte(text, 41, 0)")
        broken = raw(alice)
        with pytest.raises(
            CommandError, match="1 rows cannot be opened, or are in use: run it again"
        ):
            renew()
        assert raw(alice) == broken


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
class TestAKill:
    def test_in_the_middle_loses_nothing(
        self, transactional_db: None, request: pytest.FixtureRequest
    ) -> None:
        people, days = (100, 1_000) if request.config.getoption("--heavy") else (12, 500)
        planted = {number: plant(f"person{number}", days) for number in range(people)}
        whole, moment = people * days, timezone.now().isoformat()
        with rotating(moment) as process:
            killed_after = wait_for_rows(process, whole // 3)
            process.send_signal(signal.SIGKILL)
            process.wait()
        left = drafts().count()
        assert 0 < left <= whole - killed_after
        call_command("rotate_keys", "--made-before", moment)
        assert drafts().count() == 0
        assert all(found(person, days) for person in planted.values())


def plant(name: str, days: int) -> User:
    person, now = factories.person(name), timezone.now()
    with acting_as(person):
        keys.of(person.pk)
        Draft.objects.bulk_create(
            Draft(
                person=person,
                on=DAY + timedelta(days=number),
                fields={"note": [sentence(person, number)]},
                page="page",
                saved_at=now,
            )
            for number in range(days)
        )
    return person


def sentence(person: User, number: int) -> str:
    return f"{SECRET} {person.pk} {number}"


def found(person: User, days: int) -> bool:
    with acting_as(person):
        kept = [draft.fields["note"][0] for draft in Draft.objects.order_by("on")]
    return kept == [sentence(person, number) for number in range(days)]


def drafts() -> rotation.Table:
    return rotation.Table(Draft)


def rotating(moment: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "manage.py", "rotate_keys", "--made-before", moment],
        cwd=REPOSITORY,
        env=os.environ | {"DATABASE_URL": database_url(connections["owner"].settings_dict)},
        stdout=subprocess.PIPE,
        text=True,
    )


def wait_for_rows(process: "subprocess.Popen[str]", number: int) -> int:
    """Until the bar says that so many drafts are done."""
    assert process.stdout
    said = ""
    while letter := process.stdout.read(1):
        said += letter
        done = re.findall(r"\] ([\d,]+) of [\d,]+ rows of checkins_draft", said)
        if done and int(done[-1].replace(",", "")) >= number:
            return int(done[-1].replace(",", ""))
    raise AssertionError(f"It ended before it could be killed: {said}")
