"""Every table is protected, or public for a reason that somebody wrote down."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from tests.privacy import catalogue
from tests.privacy.catalogue import Table

PUBLIC = {
    "auth_group": "names of the groups of staff",
    "auth_group_permissions": "what each group of staff may do",
    "auth_permission": "names of rights",
    "journaling_prompt": "questions to begin a page with, the same for everybody",
    "mending_phrase": "lines to send, the same for everybody",
    "cues_cue": "cues to choose from, the same for everybody",
    "cycle_choice": "words to tick, the same for everybody",
    "closeness_option": "what can be chosen, the same for everybody",
    "closeness_wording": "its words, version by version, the same for everybody",
    "closeness_hidden": "which levels a practice leaves out; both of its couples’ partners may know",
    "goals_idea": "goals to begin with, the same for everybody",
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
    "checkins_together": "what a moment is for stands on both partners’ page",
    "closeness_answer": "a card is one person’s own; the policy checks whose",
    "closeness_hold": "the one that stands is on both partners’ page",
    "closeness_round": "written by the dealer alone, by the calendar",
    "closeness_tally": "written by the dealer alone",
    "couples_carelink": "both see the therapist who is named",
    "couples_helpline": "content: names of helplines",
    "couples_invitation": "random tokens",
    "couples_membership": "places in a couple; both know of each other",
    "couples_practice": "names of practices",
    "couples_therapist": "random codes",
    "couples_user": "the address one signs in with; sign-up answers the same either way",
    "cycle_name": "the name is on both partners’ page",
    "exercises_answer": "a sitting is one person’s own; the policy checks whose",
    "exercises_completion": "a sitting is one person’s own; the policy checks whose",
    "exercises_exercise": "content: addresses of exercises",
    "exercises_exerciseversion": "content: numbers of versions",
    "exercises_step": "content: positions of steps",
    "goals_version": "versions of a goal stand on both partners’ page",
    "listening_line": "the steps of a session, which both see being taken",
    "listening_session": "the one that is open is on both partners’ page",
    "usersessions_usersession": "random keys of sessions",
}
# Functions that look with the steward's eyes, and why they must; each answers only about the asker.
WITH_MORE_RIGHTS = {
    "closeness_end_hold_of_link": "a trigger: what three agreed to hold goes with the link of one of them",
    "closeness_end_withdrawn_hold": "a trigger: and with the agreement, whoever of the two takes it back",
    "closeness_let_go": "a trigger: of a hold that ends, what the two are told ends with it",
    "closeness_take_answer": "a trigger: the last word counts, and nobody may look for the one before it",
    "care_forget_triage": "a trigger: what a therapist found goes when anybody agrees to something else",
    "care_keep_sums": "a trigger: sums of both, which neither partner may read",
    "care_within_reach": "counts the days on which both checked in, all of which the asker may read",
    "checkins_note_reading": "a trigger: the log of access, which nobody may write by hand",
    "couples_note_agreement": "a trigger: the log of access",
    "couples_note_sign_in": "a trigger: the log of access",
    "couples_note_staff_work": "a trigger: the log of access; staff may change their own list, not this",
    "couples_keep_agreed": "a trigger: what both agreed to, when neither may see the other’s decision",
    "goals_agree": "a trigger: a goal begins when the other signs it, and neither may say so alone",
    "goals_shown_ratings": "which ratings both have given; before that neither reads the other’s",
    "goals_signed_versions": "which words of goals both have signed; a therapist’s policy asks it",
    "listening_rated": "of which sessions both have said how it was; before that neither reads the other",
    "mending_both_noted": "of which lines both have noted how it went; before that neither reads the other",
    "listening_shared": "a therapist’s policy asks it; what one of the two shares is closed to them",
    "moments_agreed_couples": "a therapist’s policies ask it; decisions are closed to therapists",
    "moments_day_is_open": "the policy of the partner’s day asks it about one’s own of that day",
    "moments_invited_to": "a link in the hand: the couple to join, before one is in it",
    "moments_inviter": "a link in the hand: whose it is",
    "moments_is_seen": "one’s own day stays as it was read; asked of the table it would ask back",
    "moments_leavers": "whose erasure has begun: the house may empty their rows and nobody else’s",
    "moments_my_couple": "the policies of memberships ask it, and would ask themselves",
    "moments_my_people": "whose names one reads; memberships and agreements of others are closed",
    "moments_my_therapist": "the therapist’s name, for both partners",
    "moments_therapist_by_code": "who holds a code may name its therapist, and learns nothing else",
    "privacy_keep": "writes one line of the log of access; nobody may call it but the house",
    "privacy_note": "writes into the log of access, always in the name of whoever asks",
    "reminders_plan_again": "a trigger: whoever joins or leaves, both are planned again",
}
WITH_NO_MORE_RIGHTS = {
    "checkins_hand_in": "a day in its parts, in one round trip",
    "couples_forget_address": "a trigger: from where somebody signed in is not kept",
    "exercises_step_stays": "a trigger: a published text never changes",
    "exercises_version_stays": "a trigger: a published text never changes",
    "goals_round_now": "which round of a goal may be rated; the policy of ratings asks it",
    "moments_door_is_open": "reads a setting of the transaction",
    "moments_is_staff": "reads a setting of the transaction",
    "moments_me": "reads a setting of the transaction",
    "moments_token": "reads a setting of the transaction",
    "privacy_clock": "when a line of the log of access is written, whatever it is told",
}
# Of these, pages read every column and none that PostgreSQL adds: rows that only one of two reads refer to
# them, or when one was written is not to be told.
WITHOUT_SYSTEM_COLUMNS = {
    "care_earned",
    "checkins_checkin",
    "checkins_moment",
    "closeness_hold",
    "closeness_round",
    "closeness_spectrum",
    "couples_carelink",
    "couples_couple",
    "couples_user",
    "cues_proposal",
    "exercises_exercise",
    "exercises_exerciseversion",
    "exercises_step",
    "goals_goal",
    "goals_rating",
    "listening_session",
    "mending_apology",
    "mending_attempt",
}
# What rows of somebody else never refer to, though it is referred to.
REFERRED_TO_WITHIN = {
    "account_emailaddress": "by what proves it",
    "care_milestone": "by what the house writes",
    "checkins_rhythm": "by what the house writes",
    "closeness_card": "by its one reader",
    "couples_practice": "by staff",
    "exercises_sitting": "by its one reader",
    "goals_version": "by what is written with it",
    "journaling_entry": "by its writer",
    "leaving_export": "by its one reader",
    "mending_rehearsal": "by its one reader",
}
OWNERS = {"person_id", "user_id", "made_by_id", "sender_id", "therapist_id"}


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


class TestColumns:
    def test_none_is_left_out_where_the_system_s_are_hidden(self) -> None:
        """A column that is added to such a table later has to be granted."""
        with connection.cursor() as cursor:
            cursor.execute(
                """SELECT attrelid::regclass::text,
                bool_and(has_column_privilege('moments_web', attrelid, attnum, 'SELECT'))
                FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
                WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
                AND attnum > 0 AND NOT attisdropped
                AND has_any_column_privilege('moments_web', attrelid, 'SELECT')
                AND NOT has_table_privilege('moments_web', attrelid, 'SELECT') GROUP BY attrelid"""
            )
            assert dict(cursor.fetchall()) == dict.fromkeys(WITHOUT_SYSTEM_COLUMNS, True)

    def test_the_system_s_are_hidden_wherever_another_person_s_row_may_refer(self) -> None:
        """Each such row locks the one that it refers to, and leaves its mark in `xmax`."""
        referred = catalogue.asked(
            """SELECT DISTINCT confrelid::regclass::text FROM pg_constraint
            JOIN pg_class theirs ON theirs.oid = conrelid JOIN pg_class ours ON ours.oid = confrelid
            WHERE contype = 'f' AND ours.relrowsecurity AND theirs.relrowsecurity"""
        )
        assert {name for (name,) in referred} - WITHOUT_SYSTEM_COLUMNS == set(REFERRED_TO_WITHIN)

    def test_each_that_refers_to_another_table_leads_an_index(self) -> None:
        """Or whoever looks for the rows of a couple, and whoever erases a person, reads the whole table."""
        bare = catalogue.asked(
            """SELECT conrelid::regclass::text, attname FROM pg_constraint
            JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1]
            WHERE contype = 'f' AND NOT EXISTS (
                SELECT 1 FROM pg_index
                WHERE indrelid = conrelid AND indkey[0] = conkey[1] AND indpred IS NULL)"""
        )
        assert not bare


class TestWhatElseThereIs:
    def test_everything_lies_in_a_schema_that_we_know(self) -> None:
        assert catalogue.schemas() == {"public", "keys"}

    def test_each_function_is_listed_with_its_rights_and_its_reason(self) -> None:
        functions = catalogue.functions()
        assert {name for name, more in functions.items() if more} == set(WITH_MORE_RIGHTS)
        assert {name for name, more in functions.items() if not more} == set(WITH_NO_MORE_RIGHTS)

    @pytest.mark.parametrize("role", ["moments_web", "moments_steward"])
    def test_no_sequence_tells_how_much_others_write(self, role: str) -> None:
        assert catalogue.rights_on_sequences(role) == set()

    def test_nobody_else_holds_a_right(self) -> None:
        known = {"moments", "moments_web", "moments_steward", "moments_keeper", "moments_dealer"}
        assert catalogue.holders() == known

    @pytest.mark.parametrize(
        "made",
        [
            "CREATE TABLE leak (id bigint)",
            "CREATE VIEW leak AS SELECT * FROM checkins_note",
            "CREATE MATERIALIZED VIEW leak AS SELECT * FROM couples_practice",
            "CREATE SCHEMA leaks CREATE TABLE leak (id bigint)",
        ],
    )
    def test_a_new_table_or_view_is_noticed(self, made: str) -> None:
        with as_owner() as cursor:
            cursor.execute(made)
            open_ones = {name for name, one in catalogue.tables().items() if not one.is_protected}
        assert {name.split(".")[-1] for name in open_ones - set(PUBLIC)} == {"leak"}

    def test_a_new_function_is_noticed(self) -> None:
        with as_owner() as cursor:
            cursor.execute("CREATE FUNCTION leak() RETURNS int LANGUAGE sql AS 'SELECT 1'")
            assert "leak" in catalogue.functions()

    def test_a_right_on_a_sequence_is_noticed(self) -> None:
        with as_owner() as cursor:
            cursor.execute("GRANT SELECT ON SEQUENCE checkins_checkin_id_seq TO moments_web")
            assert catalogue.rights_on_sequences("moments_web") == {"checkins_checkin_id_seq"}


@contextmanager
def as_owner() -> Iterator[CursorWrapper]:
    """As a migration would; whatever it does is undone."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE moments")
        yield cursor
        transaction.set_rollback(True)


class TestPolicies:
    def test_each_is_for_a_role_that_we_know(self) -> None:
        """The owner has its own only where something may be forgotten."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT DISTINCT unnest(roles)::text, tablename FROM pg_policies")
            found = cursor.fetchall()
        of_pages = {"moments_web", "moments_steward", "moments_keeper", "moments_dealer"}
        assert {role for role, _ in found} == {*of_pages, "moments"}
        assert {table for role, table in found if role == "moments"} == {"privacy_access"}

    def test_nobody_changes_rows_that_they_could_not_find(self) -> None:
        """A blind UPDATE or DELETE asks no SELECT policy; so each must name its rows itself."""
        with connection.cursor() as cursor:
            cursor.execute(
                """SELECT tablename, policyname FROM pg_policies
                WHERE cmd IN ('UPDATE', 'DELETE', 'ALL') AND qual = 'true'
                AND NOT roles && ARRAY[
                    'moments_steward', 'moments_keeper', 'moments_dealer']::name[]"""
            )
            assert cursor.fetchall() == []

    def test_the_questions_look_with_the_steward_s_eyes_in_our_schema_alone(self) -> None:
        """But for those of closeness, where only the dealer may see the rows."""
        with connection.cursor() as cursor:
            cursor.execute(
                """SELECT proname FROM pg_proc WHERE prosecdef
                AND pronamespace = 'public'::regnamespace
                AND (pg_get_userbyid(proowner) <> CASE
                        WHEN proname LIKE 'closeness_%' THEN 'moments_dealer' ELSE 'moments_steward' END
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
