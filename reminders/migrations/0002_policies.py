from django.db import migrations

from privacy import rls

# Whatever changes somebody's plan says so in its own transaction, whoever's code wrote it: a person
# enters or leaves a couple, or lives by another clock. The next tick then plans that person again.
PLAN_AGAIN = f"""
CREATE FUNCTION reminders_plan_again() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    who bigint := (to_jsonb(NEW) ->> TG_ARGV[0])::bigint;
BEGIN
    IF TG_TABLE_NAME = 'couples_membership' THEN
        INSERT INTO reminders_preferences (person_id) VALUES (who) ON CONFLICT DO NOTHING;
    END IF;
    UPDATE reminders_preferences SET next_plan_at = 'epoch' WHERE person_id = who;
    RETURN NULL;
END
$$;
GRANT CREATE ON SCHEMA public TO {rls.STEWARD};
ALTER FUNCTION reminders_plan_again() OWNER TO {rls.STEWARD};
REVOKE CREATE ON SCHEMA public FROM {rls.STEWARD};
CREATE TRIGGER reminders_new_couple AFTER INSERT OR UPDATE OF left_at ON couples_membership
    FOR EACH ROW EXECUTE FUNCTION reminders_plan_again('person_id');
CREATE TRIGGER reminders_new_clock AFTER UPDATE OF time_zone ON couples_user
    FOR EACH ROW WHEN (OLD.time_zone IS DISTINCT FROM NEW.time_zone)
    EXECUTE FUNCTION reminders_plan_again('id');
"""

UNDO = """
DROP TRIGGER reminders_new_clock ON couples_user;
DROP TRIGGER reminders_new_couple ON couples_membership;
DROP FUNCTION reminders_plan_again();
"""


class Migration(migrations.Migration):
    dependencies = [("reminders", "0001_initial"), ("couples", "0002_policies")]
    operations = [
        rls.protect(
            "reminders_preferences",
            rls.Policy("own", "ALL", "person_id = moments_me()"),
            rls.steward("SELECT", "INSERT", "UPDATE"),
        ),
        rls.protect(
            "reminders_reminder",
            rls.Policy("own", "SELECT", "person_id = moments_me()"),
            rls.steward("SELECT", "INSERT", "UPDATE", "DELETE"),
        ),
        migrations.RunSQL(PLAN_AGAIN, UNDO),
    ]
