from django.db import migrations

from privacy import rls

# In a schema of their own: a backup of the database leaves it out (docs/operations.md), so that an
# old one cannot bring back the words of somebody who has been erased. No foreign key leads out of it:
# it may be restored before or after the rest. The house (moments_steward) may not even enter.
SCHEMA = """
CREATE SCHEMA keys;
CREATE TABLE keys.person (
    id bigint PRIMARY KEY,
    person_id bigint NOT NULL,
    master text NOT NULL,
    wrapped bytea NOT NULL,
    made_at timestamptz NOT NULL DEFAULT now(),
    replaced_at timestamptz
);
CREATE UNIQUE INDEX person_has_one_current_key ON keys.person (person_id) WHERE replaced_at IS NULL;
CREATE INDEX keys_of_person ON keys.person (person_id);
CREATE TABLE keys.canary (
    master text PRIMARY KEY,
    sealed bytea NOT NULL,
    made_at timestamptz NOT NULL DEFAULT now()
);
GRANT USAGE ON SCHEMA keys TO moments_web, moments_keeper;
GRANT SELECT, INSERT ON keys.person TO moments_web;
GRANT SELECT, INSERT, UPDATE, DELETE ON keys.person, keys.canary TO moments_keeper;
"""

KEEPER = rls.Policy("keeper", "ALL", "true", role=rls.KEEPER)


class Migration(migrations.Migration):
    dependencies = [("privacy", "0001_roles")]
    operations = [
        migrations.RunSQL(SCHEMA, "DROP SCHEMA keys CASCADE;"),
        rls.protect(
            "keys.person",
            rls.Policy("own", "SELECT", "person_id = moments_me()"),
            rls.Policy("first_use", "INSERT", "person_id = moments_me()"),
            KEEPER,
        ),
        rls.protect("keys.canary", KEEPER),
    ]
