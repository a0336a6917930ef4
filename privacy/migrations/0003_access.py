from django.db import migrations, models

from privacy import rls

# The owner may remove what is old, and nobody may remove what is not: the floor stands here, so that a
# slip in the settings cannot empty the log.
FLOOR = "at < now() - interval '30 days'"

# Whoever keeps a row does not say whose eyes it was or in what role: the database knows.
KEEP = """
CREATE FUNCTION privacy_keep(
    at timestamptz, who bigint, whose bigint, kind text, public_id text, action text, outcome text
) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    INSERT INTO privacy_access (at, who, role, whose, kind, public_id, action, outcome)
    SELECT at, who, coalesce((SELECT role FROM couples_user WHERE id = who), 'visitor'), whose, kind,
        coalesce(public_id, ''), action, outcome
$$;
CREATE FUNCTION privacy_note(at timestamptz, looks jsonb)
    RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT privacy_keep(at, moments_me(), one.whose, one.kind, one.public_id, one.action, one.outcome)
    FROM jsonb_to_recordset(looks)
        AS one (whose bigint, kind text, public_id text, action text, outcome text)
$$;
GRANT CREATE ON SCHEMA public TO moments_steward;
ALTER FUNCTION privacy_keep(timestamptz, bigint, bigint, text, text, text, text) OWNER TO moments_steward;
ALTER FUNCTION privacy_note(timestamptz, jsonb) OWNER TO moments_steward;
REVOKE CREATE ON SCHEMA public FROM moments_steward;
REVOKE EXECUTE ON FUNCTION privacy_keep(timestamptz, bigint, bigint, text, text, text, text) FROM PUBLIC;
"""

UNDO = """
DROP FUNCTION privacy_note(timestamptz, jsonb);
DROP FUNCTION privacy_keep(timestamptz, bigint, bigint, text, text, text, text);
"""


class Migration(migrations.Migration):
    dependencies = [("privacy", "0002_keys"), ("couples", "0002_policies")]
    operations = [
        migrations.CreateModel(
            name="Access",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("who", models.BigIntegerField(null=True)),
                ("role", models.CharField(max_length=10)),
                ("whose", models.BigIntegerField(null=True)),
                ("kind", models.CharField(max_length=60)),
                ("public_id", models.CharField(blank=True, max_length=22)),
                ("action", models.CharField(max_length=16)),
                ("outcome", models.CharField(max_length=8)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["whose", "at"], name="accesses_of_a_person"),
                    models.Index(fields=["at"], name="accesses_by_time"),
                ],
            },
        ),
        # What a partner opened is in nobody's list: it would be a way to watch them.
        rls.protect(
            "privacy_access",
            rls.Policy(
                "of_mine", "SELECT", "whose = moments_me() AND role IN ('therapist', 'staff')"
            ),
            rls.steward("INSERT"),
            rls.Policy("too_old", "SELECT", FLOOR, role="moments"),
            rls.Policy("forget", "DELETE", FLOOR, role="moments"),
        ),
        rls.append_only("privacy_access"),
        migrations.RunSQL(
            "REVOKE INSERT ON privacy_access FROM moments_web;",
            "GRANT INSERT ON privacy_access TO moments_web;",
        ),
        migrations.RunSQL(KEEP, UNDO),
    ]
