from django.db import migrations

from privacy import rls

MINE = "person_id = moments_me()"

# A published text is what people are in the middle of, and what a finished page must still say.
# Locking the version makes a step that is being added wait for a publication that is under way.
GUARDS = """
CREATE FUNCTION exercises_version_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    may_change text[] := ARRAY['status', 'retired_at', 'pack_hash', 'made_by_id'];
BEGIN
    IF OLD.status = 'draft' THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - may_change = to_jsonb(OLD) - may_change
        AND (NEW.status = OLD.status OR (OLD.status = 'published' AND NEW.status = 'retired'))
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a published exercise text never changes'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'published_version_never_changes';
END $$;

CREATE FUNCTION exercises_step_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    state text;
BEGIN
    FOR state IN
        SELECT status FROM exercises_exerciseversion
        WHERE id IN (OLD.version_id, NEW.version_id) FOR SHARE
    LOOP
        IF state <> 'draft' THEN
            RAISE EXCEPTION 'a published exercise text never changes'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'published_step_never_changes';
        END IF;
    END LOOP;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE TRIGGER published_version_never_changes BEFORE UPDATE OR DELETE
    ON exercises_exerciseversion FOR EACH ROW EXECUTE FUNCTION exercises_version_stays();
CREATE TRIGGER published_step_never_changes BEFORE INSERT OR UPDATE OR DELETE
    ON exercises_step FOR EACH ROW EXECUTE FUNCTION exercises_step_stays();
"""

UNDO_GUARDS = """
DROP TRIGGER published_step_never_changes ON exercises_step;
DROP TRIGGER published_version_never_changes ON exercises_exerciseversion;
DROP FUNCTION exercises_step_stays();
DROP FUNCTION exercises_version_stays();
"""


def content(table: str, readable: str) -> migrations.RunSQL:
    """Everybody reads what has been published; only content work sees and writes drafts."""
    return rls.protect(
        table,
        rls.Policy("read", "SELECT", readable),
        rls.Policy("content_work", "ALL", "moments_is_staff()"),
    )


class Migration(migrations.Migration):
    dependencies = [
        ("exercises", "0001_initial"),
        ("couples", "0002_policies"),
        ("privacy", "0001_roles"),
    ]
    operations = [
        migrations.RunSQL(GUARDS, UNDO_GUARDS),
        content("exercises_exercise", "true"),
        content("exercises_exerciseversion", "status <> 'draft'"),
        content(
            "exercises_step",
            "version_id IN (SELECT id FROM exercises_exerciseversion WHERE status <> 'draft')",
        ),
        rls.protect("exercises_sitting", rls.Policy("own", "ALL", MINE)),
        rls.protect(
            "exercises_answer",
            rls.Policy(
                "own",
                "ALL",
                MINE,
                check=f"{MINE} AND sitting_id IN (SELECT id FROM exercises_sitting WHERE {MINE})",
            ),
        ),
        rls.protect(
            "exercises_completion",
            rls.Policy("own", "SELECT", MINE),
            rls.Policy(
                "therapist", "SELECT", "couple_id IN (SELECT moments_agreed_couples('exercises'))"
            ),
            rls.Policy(
                "finish",
                "INSERT",
                f"""{MINE} AND couple_id = (SELECT moments_my_couple())
                AND sitting_id IN (SELECT id FROM exercises_sitting WHERE {MINE})""",
            ),
            rls.Policy("take_back", "DELETE", MINE),
            rls.steward("SELECT"),
        ),
    ]
