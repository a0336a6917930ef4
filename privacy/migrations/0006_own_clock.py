from django.db import migrations

# What it is told is not believed: a line says when it was written. The tests, whose clock stands still,
# put a believing one in its place, which only the owner of the database can do.
CLOCK = """
CREATE OR REPLACE FUNCTION privacy_clock(told timestamptz) RETURNS timestamptz LANGUAGE sql STABLE AS $$
    SELECT statement_timestamp()
$$;
"""
KEEP = """
CREATE OR REPLACE FUNCTION privacy_keep(
    at timestamptz, who bigint, whose bigint, kind text, public_id text, action text, outcome text
) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    INSERT INTO privacy_access (at, who, role, whose, kind, public_id, action, outcome)
    SELECT {at}, who, coalesce((SELECT role FROM couples_user WHERE id = who), 'visitor'), whose, kind,
        coalesce(public_id, ''), action, outcome
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("privacy", "0005_second_keys")]
    operations = [
        migrations.RunSQL(CLOCK, "DROP FUNCTION privacy_clock(timestamptz);"),
        migrations.RunSQL(KEEP.format(at="privacy_clock(at)"), KEEP.format(at="at")),
    ]
