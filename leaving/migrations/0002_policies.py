from django.db import migrations

from privacy import rls

MINE = "person_id = moments_me()"
OF_LEAVERS = "user_id IN (SELECT moments_leavers())"
ACCOUNTS = "(SELECT id FROM django_content_type WHERE app_label = 'couples' AND model = 'user')"

# Beside the keys, for the same reason: the backup of the database leaves this out, and what is restored
# with an old one is the newest list of whom to erase again. Only random names are in it.
TOMBSTONES = """
CREATE TABLE keys.erased (public_id text PRIMARY KEY, at timestamptz NOT NULL);
GRANT SELECT, INSERT ON keys.erased TO moments_keeper;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("leaving", "0001_initial"),
        ("couples", "0010_ways_out"),
        ("reminders", "0002_policies"),
        ("privacy", "0004_no_sequences"),
    ]
    operations = [
        rls.protect(
            "leaving_erasure",
            rls.Policy("own", "SELECT", MINE),
            rls.Policy("ask", "INSERT", f"{MINE} AND state = 'asked'"),
            rls.Policy("take_back", "DELETE", f"{MINE} AND state = 'asked'"),
            rls.steward("SELECT", "INSERT", "UPDATE"),
        ),
        # Whose erasure has begun: the day has come, and it was not taken back.
        rls.question(
            "moments_leavers",
            "",
            "SETOF bigint",
            "SELECT person_id FROM leaving_erasure WHERE state = 'begun'",
        ),
        rls.protect(
            "leaving_export",
            rls.Policy("own", "SELECT", MINE),
            rls.Policy("ask", "INSERT", f"{MINE} AND state = 'waiting'"),
            rls.Policy("fetch", "UPDATE", MINE),
            rls.Policy("remove", "DELETE", MINE),
            rls.steward("SELECT", "UPDATE", "DELETE"),
        ),
        rls.only_changes("leaving_export", "fetched_at"),
        rls.protect(
            "leaving_exportpiece",
            rls.Policy("own", "SELECT", MINE),
            rls.Policy(
                "make",
                "INSERT",
                f"{MINE} AND export_id IN (SELECT id FROM leaving_export WHERE {MINE})",
            ),
            rls.Policy("remove", "DELETE", MINE),
            rls.steward("SELECT", "DELETE"),
        ),
        migrations.RunSQL(TOMBSTONES, "DROP TABLE keys.erased;"),
        rls.protect("keys.erased", rls.Policy("keeper", "ALL", "true", role=rls.KEEPER)),
        migrations.RunSQL(
            f"GRANT DELETE ON couples_agreement, couples_happening TO {rls.STEWARD};",
            f"REVOKE DELETE ON couples_agreement, couples_happening FROM {rls.STEWARD};",
        ),
        rls.erasable("couples_user", "id IN (SELECT moments_leavers())"),
        rls.erasable("couples_agreement"),
        rls.erasable("couples_happening", "by_id IN (SELECT moments_leavers())"),
        rls.erasable("couples_journal"),
        rls.erasable("couples_safetycheck"),
        rls.erasable("couples_toldalone"),
        rls.erasable("reminders_preferences"),
        rls.erasable("account_emailaddress", OF_LEAVERS),
        rls.erasable(
            "account_emailconfirmation",
            f"email_address_id IN (SELECT id FROM account_emailaddress WHERE {OF_LEAVERS})",
        ),
        rls.erasable("mfa_authenticator", OF_LEAVERS),
        rls.erasable("usersessions_usersession", OF_LEAVERS),
        rls.erasable(
            "django_admin_log",
            f"""object_id IN (SELECT moments_leavers()::text)
            AND content_type_id = {ACCOUNTS}""",
        ),
    ]
