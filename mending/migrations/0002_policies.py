from django.db import migrations

from privacy import rls

ME = "moments_me()"
MINE = f"person_id = {ME}"
MY_COUPLE = "couple_id = (SELECT moments_my_couple())"
AGREED = "couple_id IN (SELECT moments_agreed_couples('exercises'))"
STANDS = "taken_back_at IS NULL"
# What the receiver may see of it, and write about it, while the two are a couple and it stands.
TO_ME = f"""apology_id IN (SELECT id FROM mending_apology
    WHERE receiver_id = {ME} AND {MY_COUPLE} AND {STANDS})"""
FROM_ME = f"""apology_id IN (SELECT id FROM mending_apology
    WHERE sender_id = {ME} AND {MY_COUPLE} AND {STANDS})"""
TAKEN_BACK = "apology_id IN (SELECT id FROM mending_apology WHERE taken_back_at IS NOT NULL)"


def house(name: str, command: str, rows: str) -> rls.Policy:
    return rls.Policy(name, command, rows, role=rls.STEWARD)


class Migration(migrations.Migration):
    dependencies = [
        ("mending", "0001_initial"),
        ("couples", "0008_keys_of_my_people"),
        ("leaving", "0002_policies"),
        ("privacy", "0002_keys"),
    ]
    operations = [
        # A rehearsal is read by whoever rehearses, and by nobody else: not even the house counts them.
        rls.protect("mending_rehearsal", rls.Policy("own", "ALL", MINE)),
        rls.protect(
            "mending_part",
            rls.Policy(
                "own",
                "ALL",
                MINE,
                check=f"{MINE} AND rehearsal_id IN (SELECT id FROM mending_rehearsal WHERE {MINE})",
            ),
        ),
        # The house alone changes it, and only so that it is taken back: what was sent stays as it was.
        rls.protect(
            "mending_apology",
            rls.Policy("sender", "SELECT", f"sender_id = {ME}"),
            rls.Policy("receiver", "SELECT", f"receiver_id = {ME} AND {MY_COUPLE} AND {STANDS}"),
            rls.Policy("therapist", "SELECT", f"{STANDS} AND {AGREED}"),
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
            "mending_words",
            rls.Policy("own", "SELECT", MINE),
            rls.Policy("receiver", "SELECT", TO_ME),
            rls.Policy("send", "INSERT", f"{MINE} AND {FROM_ME}"),
            house("taken_back_select", "SELECT", TAKEN_BACK),
            house("taken_back_delete", "DELETE", TAKEN_BACK),
        ),
        # That it was opened, and what was noted, the sender never reads; the house reminds whoever has not.
        rls.protect(
            "mending_receipt",
            rls.Policy("own", "ALL", MINE, check=f"{MINE} AND {TO_ME}"),
            rls.steward("SELECT"),
            house("taken_back_delete", "DELETE", TAKEN_BACK),
        ),
        rls.protect(
            "mending_reply",
            rls.Policy("own", "ALL", MINE, check=f"{MINE} AND {TO_ME}"),
            rls.Policy("told", "SELECT", FROM_ME),
            house("taken_back_select", "SELECT", TAKEN_BACK),
            house("taken_back_delete", "DELETE", TAKEN_BACK),
        ),
        rls.keep("mending_part", ("words",), ("id", "person_id", "rehearsal_id", "name")),
        rls.keep("mending_words", ("parts",), ("id", "person_id", "apology_id")),
        rls.keep("mending_receipt", ("answer",), ("id", "person_id", "apology_id")),
        rls.keep("mending_reply", ("answer",), ("id", "person_id", "apology_id")),
        *(
            rls.erasable(f"mending_{table}")
            for table in ("rehearsal", "part", "words", "receipt", "reply")
        ),
    ]
