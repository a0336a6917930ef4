"""A real dump, an erasure, a real restore: old backups bring nobody back, and nobody else is lost."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import psycopg
import pytest
from django.core.management import call_command
from django.db import connections
from django.utils import timezone

from config import drill
from config.folders import REPOSITORY
from couples.models import User
from leaving import erasing, exporting
from privacy import masters
from tests import factories
from tests.leaving.conftest import GRACE, ask, wish

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])

READ = """
import json
from checkins.models import Note
from couples.models import User
from privacy.context import acting_as, as_steward
from privacy.tokens import CannotBeOpened

def words(note):
    try:
        return note.text
    except CannotBeOpened:
        return "closed"

found = {}
with as_steward():
    people = list(User.objects.order_by("pk"))
for person in people:
    with acting_as(person):
        found[person.public_id] = [words(note) for note in Note.objects.filter(person=person)]
print(json.dumps(found))
"""
HERS, HIS = "alice wrote this at night", "bob keeps this"
CLOSED = "closed"
HER_FILE = """
SELECT sealed, (SELECT count(*) FROM keys.person k WHERE k.person_id = p.person_id)
FROM leaving_exportpiece p
"""
DAMAGES = {
    "ALTER TABLE checkins_note NO FORCE ROW LEVEL SECURITY": "Anybody can read checkins_note",
    "ALTER POLICY writer ON checkins_note USING (true)": "Anybody can read checkins_note",
    "UPDATE keys.person SET wrapped = set_byte(wrapped, 30, get_byte(wrapped, 30) # 255)": "Keys do not open",
    "UPDATE keys.canary SET sealed = set_byte(sealed, 30, get_byte(sealed, 30) # 255)": "canary",
    "DELETE FROM django_migrations WHERE app = 'leaving'": "Migrations have not run",
}


@pytest.fixture
def now() -> datetime:
    """Other processes know no frozen time."""
    return timezone.now()


@pytest.fixture
def site() -> str:
    return drill.embedded(connections["owner"].settings_dict["NAME"])


@pytest.fixture
def people(alice: User, bob: User, now: datetime) -> tuple[User, User]:
    """A couple with words; and alice asked for her file on the day of the backup."""
    ours = factories.couple(alice, bob, now=now)
    for one, words in ((alice, HERS), (bob, HIS)):
        factories.check_in(one, ours, now.date(), now=now, note=(words, "both"))
    masters.open_canaries()
    ask(alice, now)
    assert exporting.make_all(now) == 1
    return alice, bob


@pytest.fixture
def restored(people: tuple[User, User], site: str, now: datetime, tmp_path: Path) -> Iterator[str]:
    """The data from before the erasure, the keys from after it."""
    alice, _ = people
    data = drill.data_of(site, tmp_path)
    wish(alice, now - GRACE)
    assert erasing.carry_on(now) == 1
    keys = drill.keys_of(site, tmp_path)
    with drill.scratch(site) as copy:
        drill.restore(copy, data, keys)
        yield copy


def run(url: str, *command: str) -> "subprocess.CompletedProcess[str]":
    environment = os.environ | {"DATABASE_URL": drill.as_the_site(url)}
    return subprocess.run(
        [sys.executable, *command],
        cwd=REPOSITORY,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def read(url: str) -> dict[str, list[str]]:
    """Of each person what they themselves can read there."""
    done = run(url, "manage.py", "shell", "--no-imports", "--command", READ)
    assert done.returncode == 0, done.stderr
    found: dict[str, list[str]] = json.loads(done.stdout)
    return found


def asked_of(url: str, question: str) -> list[tuple[object, ...]]:
    with psycopg.connect(url) as server:
        return server.execute(question.encode()).fetchall()


def count_people_anew(url: str) -> None:
    """As in a backup from before somebody joined, whose number may be given to nobody else."""
    with psycopg.connect(url, autocommit=True) as server:
        server.execute("SELECT setval('couples_user_id_seq', 1)")


def scratches(site: str) -> list[tuple[object, ...]]:
    """Those of this process: other drills may be under way on the same server."""
    mine = f"moments_drill_{os.getpid()}_"
    known = "SELECT datname FROM pg_database WHERE datname LIKE 'moments_drill%'"
    return [one for one in asked_of(site, known) if str(one[0]).startswith(mine)]


class TestABackupFromBefore:
    def test_it_cannot_be_read_for_her_and_can_for_him_and_erases_her_again(
        self, restored: str, people: tuple[User, User]
    ) -> None:
        alice, bob = people
        assert read(restored) == {alice.public_id: [CLOSED], bob.public_id: [HIS]}
        ((sealed, keys),) = asked_of(restored, HER_FILE)
        assert isinstance(sealed, bytes)
        assert (b"PK" in sealed[:30], keys) == (False, 0)

        done = run(restored, "manage.py", "restored")
        assert done.returncode == 0, done.stderr
        assert read(restored) == {alice.public_id: [], bob.public_id: [HIS]}
        gone = "SELECT display_name, is_active FROM couples_user WHERE is_active IS FALSE"
        assert asked_of(restored, gone) == [("", False)]
        left = "SELECT count(*) FROM couples_membership WHERE left_at IS NULL"
        assert asked_of(restored, left) == [(0,)]

        count_people_anew(restored)
        assert run(restored, "manage.py", "restored").returncode == 0
        ((newest,),) = asked_of(restored, "SELECT max(person_id) + 1 FROM keys.person")
        assert asked_of(restored, "SELECT nextval('couples_user_id_seq')") == [(newest,)]

    def test_the_same_with_the_keys_of_then_could_be(
        self, people: tuple[User, User], site: str, tmp_path: Path
    ) -> None:
        """So it is the missing key that closes it, and not a broken restore."""
        alice, bob = people
        with drill.scratch(site) as copy:
            drill.restore(copy, *drill.backups(site, tmp_path))
            assert read(copy) == {alice.public_id: [HERS], bob.public_id: [HIS]}


class TestTheDrill:
    def test_it_restores_compares_and_looks(
        self,
        people: tuple[User, User],
        site: str,
        tmp_path: Path,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        call_command("load_content", verbosity=0)
        drill.rehearse(site, *drill.backups(site, tmp_path))
        assert "Keys open, tables are closed" in capsys.readouterr().out
        assert scratches(site) == []

    def test_a_scratch_database_would_be_seen(self, site: str) -> None:
        with drill.scratch(site):
            assert len(scratches(site)) == 1

    def test_it_finds_what_does_not_hold(
        self, people: tuple[User, User], site: str, tmp_path: Path
    ) -> None:
        with drill.scratch(site) as whole:
            drill.restore(whole, *drill.backups(site, tmp_path))
            for damage, said in DAMAGES.items():
                with drill.scratch(site, template=whole) as copy:
                    with psycopg.connect(copy, autocommit=True) as server:
                        server.execute(damage.encode())
                    with pytest.raises(drill.DrillFailed, match=said):
                        drill.look(copy)
            with psycopg.connect(whole, autocommit=True) as server:
                server.execute("DROP POLICY partner ON checkins_note")
            (lost,) = set(drill.policies(site)) - set(drill.policies(whole))
            assert lost[1:3] == ("checkins_note", "partner")
