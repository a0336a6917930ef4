"""Every table is protected, or public for a reason that somebody wrote down."""

import pytest
from django.db import connection

from tests.privacy import catalogue
from tests.privacy.catalogue import Table

PUBLIC = {
    "auth_group": "names of the groups of staff",
    "auth_group_permissions": "what each group of staff may do",
    "auth_permission": "names of rights",
    "checkins_need": "words to choose from, the same for everybody",
    "django_content_type": "names of tables",
    "django_migrations": "which migrations have run; pages may only read it",
    "django_session": "looked up by a secret key before anybody is known; holds nothing that anybody wrote",
}
# Unique keys that are not led by a person: who hits one learns that somebody else's row is there.
SHARED_KEYS = {
    "account_emailaddress": "sign-up must know; the page answers the same either way",
    "account_emailconfirmation": "a random key",
    "care_earned": "written by the house alone",
    "care_lastactivity": "written by the house alone",
    "care_milestone": "content: addresses of milestones",
    "checkins_moment": "written by the house alone",
    "checkins_rhythm": "an open proposal is on both partners’ page",
    "couples_carelink": "both see the therapist who is named",
    "couples_helpline": "content: names of helplines",
    "couples_invitation": "random tokens",
    "couples_membership": "places in a couple; both know of each other",
    "couples_practice": "names of practices",
    "couples_therapist": "random codes",
    "couples_user": "the address one signs in with; sign-up answers the same either way",
    "exercises_answer": "a sitting is one person’s own; the policy checks whose",
    "exercises_completion": "a sitting is one person’s own; the policy checks whose",
    "exercises_exercise": "content: addresses of exercises",
    "exercises_exerciseversion": "content: numbers of versions",
    "exercises_step": "content: positions of steps",
    "usersessions_usersession": "random keys of sessions",
}
OWNERS = {"person_id", "user_id", "made_by_id", "therapist_id"}


@pytest.fixture
def tables() -> dict[str, Table]:
    return catalogue.tables()


class TestTables:
    def test_each_is_protected_or_public_by_design(self, tables: dict[str, Table]) -> None:
        open_ones = {name for name, table in tables.items() if not table.is_protected}
        assert open_ones == set(PUBLIC)

    def test_none_is_half_protected(self, tables: dict[str, Table]) -> None:
        half = {
            name
            for name, table in tables.items()
            if (table.enabled or table.forced) and not table.is_protected
        }
        assert not half

    def test_pages_own_none_of_them(self, tables: dict[str, Table]) -> None:
        assert {table.owner for table in tables.values()} == {"moments"}


class TestPolicies:
    def test_each_is_for_one_of_the_two_roles(self) -> None:
        """The owner has its own only where something may be forgotten."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT DISTINCT unnest(roles)::text, tablename FROM pg_policies")
            found = cursor.fetchall()
        of_pages = {"moments_web", "moments_steward"}
        assert {role for role, _ in found} == {*of_pages, "moments"}
        assert {table for role, table in found if role == "moments"} == {"privacy_access"}

    def test_nobody_changes_rows_that_they_could_not_find(self) -> None:
        """A blind UPDATE or DELETE asks no SELECT policy; so each must name its rows itself."""
        with connection.cursor() as cursor:
            cursor.execute(
                """SELECT tablename, policyname FROM pg_policies
                WHERE cmd IN ('UPDATE', 'DELETE', 'ALL') AND qual = 'true'
                AND NOT 'moments_steward' = ANY (roles)"""
            )
            assert cursor.fetchall() == []

    def test_the_questions_look_with_the_steward_s_eyes_in_our_schema_alone(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                """SELECT proname FROM pg_proc WHERE prosecdef
                AND pronamespace = 'public'::regnamespace
                AND (pg_get_userbyid(proowner) <> 'moments_steward'
                     OR proconfig IS NULL OR NOT 'search_path=public, pg_temp' = ANY (proconfig))"""
            )
            assert cursor.fetchall() == []


class TestUniqueKeys:
    def test_each_is_scoped_by_its_owner_or_says_why_not(self, tables: dict[str, Table]) -> None:
        """A key by couple or by day alone would tell one partner what the other has done."""
        shared = {
            table
            for table, columns in unique_keys()
            if tables[table].is_protected and not columns & OWNERS
        }
        assert shared == set(SHARED_KEYS)


def unique_keys() -> list[tuple[str, set[str]]]:
    """Unique keys beside the primary key and the random public id."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT indrelid::regclass::text,
            array(SELECT attname::text FROM pg_attribute
                  WHERE attrelid = indrelid AND attnum = ANY (indkey)),
            pg_get_indexdef(indexrelid)
            FROM pg_index JOIN pg_class ON pg_class.oid = indrelid
            WHERE indisunique AND NOT indisprimary AND relnamespace = 'public'::regnamespace"""
        )
        return [
            (table, set(columns))
            for table, columns, definition in cursor.fetchall()
            if columns != ["public_id"]
        ]
