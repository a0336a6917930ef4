from django.db import migrations

GRANTS = """
GRANT USAGE ON SCHEMA public TO moments_web, moments_steward;
ALTER DEFAULT PRIVILEGES IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO moments_web, moments_steward;
ALTER DEFAULT PRIVILEGES IN SCHEMA public
    GRANT USAGE, SELECT ON SEQUENCES TO moments_web, moments_steward;
GRANT SELECT ON django_migrations TO moments_web;
"""

UNDO = """
REVOKE SELECT ON django_migrations FROM moments_web;
ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON SEQUENCES FROM moments_web, moments_steward;
ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON TABLES FROM moments_web, moments_steward;
"""

QUESTIONS = """
CREATE FUNCTION moments_me() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT nullif(current_setting('app.user_id', true), '')::bigint $$;
CREATE FUNCTION moments_door_is_open() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT coalesce(current_setting('app.door', true), '') = 'open' $$;
CREATE FUNCTION moments_is_staff() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT coalesce(current_setting('app.staff', true), '') = 'yes' $$;
CREATE FUNCTION moments_token() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT nullif(current_setting('app.token', true), '') $$;
"""

UNDO_QUESTIONS = """
DROP FUNCTION moments_token();
DROP FUNCTION moments_is_staff();
DROP FUNCTION moments_door_is_open();
DROP FUNCTION moments_me();
"""


class Migration(migrations.Migration):
    # Before every table, so that each is born with the rights that the two roles need.
    run_before = [("contenttypes", "0001_initial"), ("sessions", "0001_initial")]
    dependencies: list[tuple[str, str]] = []
    operations = [
        migrations.RunSQL(GRANTS, UNDO),
        migrations.RunSQL(QUESTIONS, UNDO_QUESTIONS),
    ]
