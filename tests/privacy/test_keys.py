"""A key for everybody: made once, wrapped, read by few, destroyed for good."""

import runpy
import secrets
import sys
from weakref import ref

import pytest
from celery.signals import beat_init, worker_init
from celery.utils.dispatch import Signal
from django.core import checks
from django.db import connection, connections, transaction
from django.db.utils import Error
from pytest_django import DjangoAssertNumQueries, Settings

from config import celery
from couples import pairing
from couples.models import Couple, User
from privacy import keys, masters
from privacy.context import acting_as, as_keeper, as_steward
from privacy.masters import KeysDoNotFit
from privacy.tokens import KeyIsGone
from tests import factories
from tests.conftest import NOW


def key_of(person: User) -> int:
    with acting_as(person):
        return keys.of(person.pk).id


def rows() -> list[tuple[int, int, str, bytes]]:
    with as_keeper(), connection.cursor() as cursor:
        cursor.execute("SELECT id, person_id, master, wrapped FROM keys.person")
        return [(key_id, *others) for key_id, *others in cursor.fetchall()]


class TestOf:
    def test_it_is_made_once(self, alice: User, bob: User) -> None:
        assert key_of(alice) == key_of(alice)
        assert key_of(alice) != key_of(bob)
        assert len(rows()) == 2

    def test_one_that_was_rolled_back_is_not_used_again(self, alice: User) -> None:
        with acting_as(alice):
            with transaction.atomic():
                lost = keys.of(alice.pk)
                transaction.set_rollback(True)
            assert keys.of(alice.pk).id != lost.id

    def test_nobody_makes_one_for_somebody_else(self, alice: User, mallory: User) -> None:
        with pytest.raises(Error, match="row-level security"), acting_as(mallory):
            keys.of(alice.pk)

    def test_it_lies_wrapped_in_the_database(self, alice: User) -> None:
        key_of(alice)
        ((key_id, person_id, master, wrapped),) = rows()
        assert master == masters.current().name
        assert len(wrapped) == 12 + 32 + 16
        purpose = keys.purpose(key_id, person_id)
        assert len(masters.current().unwrap(wrapped, purpose)) == 32

    def test_it_asks_once_in_a_transaction(
        self, alice: User, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        key_of(alice)
        with acting_as(alice), django_assert_num_queries(1):
            key = keys.of(alice.pk)
            assert keys.of(alice.pk) == keys.find(key.id) == key


class TestFind:
    def test_the_partner_finds_it_and_a_stranger_does_not(
        self, alice: User, bob: User, mallory: User, couple: Couple
    ) -> None:
        key_id = key_of(alice)
        with acting_as(bob):
            assert keys.find(key_id).person_id == alice.pk
        with acting_as(mallory), pytest.raises(KeyIsGone):
            keys.find(key_id)

    def test_the_therapist_finds_it_while_both_agree(
        self, alice: User, bob: User, tess: User, couple: Couple
    ) -> None:
        key_id = key_of(alice)
        with acting_as(tess), pytest.raises(KeyIsGone):
            keys.find(key_id)
        factories.agreement(couple, tess, alice, bob, now=NOW)
        with acting_as(tess):
            assert keys.find(key_id).person_id == alice.pk

    def test_a_former_partner_does_not(self, alice: User, bob: User, couple: Couple) -> None:
        key_id = key_of(alice)
        with acting_as(bob):
            pairing.unpair(couple, by=bob, now=NOW)
        with acting_as(bob), pytest.raises(KeyIsGone):
            keys.find(key_id)

    def test_the_house_itself_may_not_look(self, alice: User) -> None:
        key_id = key_of(alice)
        with pytest.raises(Error, match="permission denied for schema keys"), as_steward():
            keys.find(key_id)

    def test_all_that_are_wanted_come_with_the_first(
        self,
        alice: User,
        bob: User,
        couple: Couple,
        django_assert_num_queries: DjangoAssertNumQueries,
    ) -> None:
        both = {key_of(alice), key_of(bob)}
        with acting_as(alice), django_assert_num_queries(1):
            for one in both:
                keys.want(one)
            assert {keys.find(one).id for one in both} == both

    def test_what_one_asker_has_found_another_does_not_have(
        self, alice: User, mallory: User
    ) -> None:
        key_id = key_of(alice)
        with acting_as(alice):
            key = keys.find(key_id)
            with acting_as(mallory), pytest.raises(KeyIsGone):
                keys.find(key_id)
            assert keys.find(key_id) == key

    @pytest.mark.parametrize("change", ["person_id = person_id + 1", "id = id + 1"])
    def test_a_key_under_another_name_does_not_unwrap(self, change: str, alice: User) -> None:
        """Laid there by somebody who can write to the database."""
        key_of(alice)
        with as_keeper(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE keys.person SET {change} RETURNING id")
            (key_id,) = cursor.fetchone()
        with as_keeper(), pytest.raises(KeyIsGone):
            keys.find(key_id)

    def test_another_master_key_does_not_unwrap_it(self, alice: User, settings: Settings) -> None:
        key_id = key_of(alice)
        settings.MASTER_KEYS = [secrets.token_hex(32)]
        with acting_as(alice), pytest.raises(KeyIsGone):
            keys.find(key_id)

    def test_an_older_master_key_still_does(self, alice: User, settings: Settings) -> None:
        key_id = key_of(alice)
        settings.MASTER_KEYS = [secrets.token_hex(32), *settings.MASTER_KEYS]
        with acting_as(alice):
            assert keys.find(key_id).id == key_id


class TestDestroy:
    def test_it_is_gone_at_once_and_for_good(self, alice: User) -> None:
        with acting_as(alice):
            key = keys.of(alice.pk)
            keys.destroy(alice.pk)
            with pytest.raises(KeyIsGone):
                keys.find(key.id)
            assert keys.of(alice.pk).id != key.id
        assert key.id not in {row[0] for row in rows()}

    def test_it_takes_older_ones_along_and_nobody_else_s(self, alice: User, bob: User) -> None:
        theirs = key_of(bob)
        key_of(alice)
        with as_keeper(), connection.cursor() as cursor:
            cursor.execute("UPDATE keys.person SET replaced_at = now() WHERE id <> %s", [theirs])
        key_of(alice)
        with acting_as(alice):
            keys.destroy(alice.pk)
        assert [row[0] for row in rows()] == [theirs]


class TestCanaries:
    def test_each_master_key_has_one_after_the_first_start(self) -> None:
        masters.open_canaries()
        masters.open_canaries()
        with as_keeper(), connection.cursor() as cursor:
            cursor.execute("SELECT master FROM keys.canary")
            assert cursor.fetchall() == [(masters.current().name,)]

    def test_a_missing_master_key_stops_the_start(self, settings: Settings) -> None:
        masters.open_canaries()
        settings.MASTER_KEYS = [secrets.token_hex(32)]
        with pytest.raises(KeysDoNotFit, match="MASTER_KEYS lacks"):
            masters.open_canaries()

    def test_one_that_only_people_s_keys_name_stops_it_too(
        self, alice: User, settings: Settings
    ) -> None:
        key_of(alice)
        settings.MASTER_KEYS = [secrets.token_hex(32)]
        with pytest.raises(KeysDoNotFit, match="MASTER_KEYS lacks"):
            masters.open_canaries()

    def test_a_canary_that_does_not_open_stops_it(self) -> None:
        masters.open_canaries()
        with as_keeper(), connection.cursor() as cursor:
            bent = "set_byte(sealed, 20, get_byte(sealed, 20) # 255)"
            cursor.execute(f"UPDATE keys.canary SET sealed = {bent}")
        with pytest.raises(KeysDoNotFit, match="does not open"):
            masters.open_canaries()

    def test_whoever_migrates_hears_of_it_first(self, settings: Settings) -> None:
        masters.open_canaries()
        assert checks.run_checks(tags=["database"], databases=["default"]) == []
        settings.MASTER_KEYS = [secrets.token_hex(32)]
        (found,) = checks.run_checks(tags=["database"], databases=["default"])
        assert found.id == "privacy.E001"
        assert "MASTER_KEYS lacks" in str(found)

    @pytest.mark.parametrize("server", ["config.wsgi", "config.asgi"])
    def test_no_server_starts_before_they_are_open(
        self, server: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("DATABASE_POOL", "0")
        monkeypatch.delitem(sys.modules, server, raising=False)  # as in a process that only begins
        masters.open_canaries()
        settings.MASTER_KEYS = [secrets.token_hex(32)]
        with pytest.raises(KeysDoNotFit):
            runpy.run_module(server)

    @pytest.mark.parametrize("begins", [worker_init, beat_init])
    def test_neither_worker_nor_clock_does(self, begins: Signal, settings: Settings) -> None:
        masters.open_canaries()
        celery.open_canaries()
        settings.MASTER_KEYS = [secrets.token_hex(32)]
        assert ref(celery.open_canaries) in [hear for _, hear in begins.receivers]
        with pytest.raises(SystemExit, match="MASTER_KEYS lacks"):
            celery.open_canaries()

    def test_the_owner_of_the_tables_sees_none_of_it(self, alice: User) -> None:
        key_of(alice)
        with connections["owner"].cursor() as cursor, transaction.atomic("owner"):
            cursor.execute("SET LOCAL ROLE moments")
            cursor.execute("SELECT count(*) FROM keys.person")
            assert cursor.fetchone() == (0,)
