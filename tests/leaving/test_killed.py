"""kill -9 in the middle of a copy and of an erasure: nothing is left half done, the next tick does it."""

import os
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connections
from django.utils import timezone

from config.folders import REPOSITORY
from couples.models import User
from leaving import erasing, exporting
from leaving.models import Erasure, Export, ExportPiece
from privacy.context import acting_as, as_steward
from tests import factories
from tests.browser.server import database_url
from tests.leaving.conftest import GRACE, account_of, ask, export_of, file_of, wish

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])
PATIENCE = 60  # seconds


def kill_half_way(mark: Path) -> None:
    database = database_url(connections["owner"].settings_dict)
    tick = subprocess.Popen(
        [sys.executable, "-m", "tests.leaving.half_way", str(mark)],
        cwd=REPOSITORY,
        env=os.environ | {"DATABASE_URL": database},
    )
    try:
        deadline = time.monotonic() + PATIENCE
        while not mark.exists():
            assert time.monotonic() < deadline
            assert tick.poll() is None
            time.sleep(0.05)
    finally:
        tick.kill()
        tick.wait()


class TestKilled:
    def test_a_copy_is_begun_anew_when_the_lease_is_over(self, alice: User, tmp_path: Path) -> None:
        now = timezone.now()
        ask(alice, now)
        kill_half_way(tmp_path / "mark")
        with as_steward():
            assert Export.objects.get().state == Export.State.MAKING
            assert not ExportPiece.objects.exists()
        assert exporting.make_all(now + timedelta(minutes=10)) == 1
        assert file_of(export_of(alice)).startswith(b"PK")

    def test_an_erasure_has_not_happened_and_happens(
        self, alice: User, bob: User, tmp_path: Path
    ) -> None:
        now = timezone.now()
        couple = factories.couple(alice, bob, now=now)
        wish(alice, now - GRACE)
        kill_half_way(tmp_path / "mark")
        wait_for_the_end_of_its_transaction()
        assert account_of(alice).is_active
        with as_steward():
            assert Erasure.objects.get().state == Erasure.State.ASKED
        with acting_as(bob):
            assert couple.partner_of(bob) == alice
        assert erasing.carry_on(timezone.now()) == 1
        assert not account_of(alice).is_active


def wait_for_the_end_of_its_transaction() -> None:
    """The server notices a dead client a moment later; until then a tick passes over the row."""
    deadline = time.monotonic() + PATIENCE
    question = """SELECT count(*) FROM pg_stat_activity
        WHERE datname = current_database() AND state LIKE 'idle in transaction%'"""
    with connections["owner"].cursor() as cursor:
        while time.monotonic() < deadline:
            cursor.execute(question)
            if cursor.fetchone() == (0,):
                return
            time.sleep(0.1)
    raise AssertionError("A transaction is still open.")
