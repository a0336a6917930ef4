import pytest
from django.db import connection, transaction

from couples.models import Couple, Membership, User
from privacy import context
from privacy.context import acting_as, as_steward


def setting(name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting(%s, true), '')", [name])
        return str(cursor.fetchone()[0])


class TestActingAs:
    def test_it_sees_only_what_the_person_may_see(
        self, alice: User, mallory: User, couple: Couple
    ) -> None:
        with acting_as(alice):
            assert Couple.objects.get() == couple
            assert not User.objects.filter(pk=mallory.pk).exists()

    def test_it_sees_nothing_without_a_person(self, couple: Couple) -> None:
        assert not Couple.objects.exists()
        assert not User.objects.exists()

    def test_it_gives_back_whoever_asked_before(self, alice: User, bob: User) -> None:
        with acting_as(alice):
            with acting_as(bob):
                assert setting("app.user_id") == str(bob.pk)
            assert setting("app.user_id") == str(alice.pk)
        assert setting("app.user_id") == ""

    def test_it_gives_back_after_an_error_too(self, alice: User, bob: User) -> None:
        with acting_as(alice):
            with pytest.raises(ValueError, match="no"), acting_as(bob):
                raise ValueError("no")
            assert setting("app.user_id") == str(alice.pk)
            assert context.current().user_id == alice.pk

    def test_it_gives_back_after_a_rollback_by_hand(self, alice: User, bob: User) -> None:
        with acting_as(alice):
            with acting_as(bob):
                transaction.set_rollback(True)
            assert setting("app.user_id") == str(alice.pk)


class TestSteward:
    def test_it_sees_both_partners_and_then_no_longer(
        self, alice: User, couple: Couple, other_couple: Couple
    ) -> None:
        with acting_as(alice):
            with as_steward():
                assert Membership.objects.count() == 4
            assert Membership.objects.count() == 2

    def test_it_is_neither_owner_nor_superuser(self) -> None:
        with as_steward(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT current_user, rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
            )
            assert cursor.fetchone() == ("moments_steward", False)


class TestWebRole:
    def test_it_is_neither_owner_nor_superuser(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT current_user, rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
            )
            assert cursor.fetchone() == ("moments_web", False)
            cursor.execute("SELECT count(*) FROM pg_tables WHERE tableowner = 'moments_web'")
            assert cursor.fetchone() == (0,)
