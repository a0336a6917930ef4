from django.db import migrations

from couples import staff
from privacy import rls

ME = "moments_me()"
MINE = f"person_id = {ME}"
MY_COUPLE = "couple_id = (SELECT moments_my_couple())"
AGREED = "couple_id IN (SELECT moments_agreed_couples('exercises'))"
STANDS = "taken_back_at IS NULL"
TO_ME = f"""attempt_id IN (SELECT id FROM mending_attempt
    WHERE receiver_id = {ME} AND {MY_COUPLE} AND {STANDS})"""
FROM_ME = f"""attempt_id IN (SELECT id FROM mending_attempt
    WHERE sender_id = {ME} AND {MY_COUPLE} AND {STANDS})"""
OURS = f"""attempt_id IN (SELECT id FROM mending_attempt
    WHERE {ME} IN (sender_id, receiver_id) AND {MY_COUPLE} AND {STANDS})"""
TAKEN_BACK = "attempt_id IN (SELECT id FROM mending_attempt WHERE taken_back_at IS NOT NULL)"


def house(name: str, command: str, rows: str) -> rls.Policy:
    return rls.Policy(name, command, rows, role=rls.STEWARD)


class Migration(migrations.Migration):
    dependencies = [
        ("mending", "0003_attempts"),
        ("couples", "0014_listening"),
        ("leaving", "0002_policies"),
        ("privacy", "0002_keys"),
    ]
    operations = [
        staff.may(staff.EDITORS, "mending", "phrase", "view", "add", "change"),
        # Whoever keeps a list means it for the other of this couple, and for nobody after them.
        rls.protect(
            "mending_liked",
            rls.Policy("writer", "ALL", MINE, check=f"{MINE} AND {MY_COUPLE}"),
            rls.Policy("partner", "SELECT", MY_COUPLE),
        ),
        # The notes of both, and no note that stands alone: to the two, and where they agreed to a therapist.
        rls.question(
            "mending_both_noted",
            "",
            "SETOF bigint",
            f"""SELECT outcome.attempt_id FROM mending_outcome outcome
            JOIN mending_attempt attempt ON attempt.id = outcome.attempt_id
            WHERE attempt.{STANDS} AND (attempt.{MY_COUPLE} OR attempt.{AGREED})
            GROUP BY outcome.attempt_id HAVING count(*) = 2""",
        ),
        rls.protect(
            "mending_attempt",
            rls.Policy("writer", "SELECT", f"sender_id = {ME}"),
            rls.Policy("receiver", "SELECT", f"receiver_id = {ME} AND {MY_COUPLE} AND {STANDS}"),
            rls.Policy(
                "therapist",
                "SELECT",
                f"{STANDS} AND {AGREED} AND id IN (SELECT mending_both_noted())",
            ),
            rls.Policy(
                "send",
                "INSERT",
                f"""sender_id = {ME} AND {MY_COUPLE} AND {STANDS} AND receiver_id IN (
                    SELECT person_id FROM couples_membership
                    WHERE {MY_COUPLE} AND left_at IS NULL AND person_id <> {ME})""",
            ),
            rls.steward("SELECT", "UPDATE"),
        ),
        rls.protect(
            "mending_said",
            rls.Policy("writer", "SELECT", MINE),
            rls.Policy("receiver", "SELECT", TO_ME),
            rls.Policy("send", "INSERT", f"{MINE} AND {FROM_ME}"),
            house("taken_back_select", "SELECT", TAKEN_BACK),
            house("taken_back_delete", "DELETE", TAKEN_BACK),
        ),
        # The house reads who has opened one, to remind whoever has not.
        rls.protect(
            "mending_noticed",
            rls.Policy("own", "ALL", MINE, check=f"{MINE} AND {OURS}"),
            rls.steward("SELECT"),
            house("taken_back_delete", "DELETE", TAKEN_BACK),
        ),
        # Noted once: there is no policy for a change.
        rls.protect(
            "mending_outcome",
            rls.Policy("writer", "SELECT", MINE),
            rls.Policy("both", "SELECT", f"{OURS} AND attempt_id IN (SELECT mending_both_noted())"),
            rls.Policy("note", "INSERT", f"{MINE} AND {OURS}"),
            rls.steward("SELECT"),
            house("taken_back_delete", "DELETE", TAKEN_BACK),
        ),
        rls.keep("mending_liked", ("kept",), ("id", "person_id", "couple_id")),
        rls.keep("mending_said", ("words",), ("id", "person_id", "attempt_id")),
        rls.keep("mending_outcome", ("result",), ("id", "person_id", "attempt_id")),
        *(rls.erasable(f"mending_{table}") for table in ("liked", "said", "noticed", "outcome")),
        # Whose row it is gets asked before anything that costs more.
        rls.rename("sender", "writer", "mending_apology"),
        rls.rename("own", "writer", "mending_words"),
    ]
