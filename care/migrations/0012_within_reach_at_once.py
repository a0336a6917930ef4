from importlib import import_module

from django.db import migrations

before = import_module("care.migrations.0009_within_reach_of_both")

# As before; who is the first of the two that day is told so without a look at all the other days.
QUESTION = f"""
    CREATE OR REPLACE FUNCTION care_within_reach(kinds text[], day date)
    RETURNS TABLE (milestones jsonb, days_of_both date[], appreciations bigint,
        notes_each bigint, pause_ended date)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
    #variable_conflict use_column
    DECLARE
        ours bigint := moments_my_couple();
    BEGIN
        IF (SELECT count(*) FROM checkins_checkin WHERE couple_id = ours AND "on" = day) < 2 THEN
            RETURN;
        END IF;
        RETURN QUERY {before.WITHIN_REACH};
    END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("care", "0011_us_first")]
    operations = [migrations.RunSQL(QUESTION, before.question(before.WITHIN_REACH))]
