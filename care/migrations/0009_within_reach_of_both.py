from importlib import import_module

from django.db import migrations

before = import_module("care.migrations.0005_within_reach")

# As before; and a day that was over for its writer when the other came (checkins 0015) brings nothing.
WITHIN_REACH = before.WITHIN_REACH.replace(
    '    GROUP BY "on" HAVING',
    """    AND "on" >= (
        SELECT (max(both_of.joined_at) AT TIME ZONE whose.time_zone)::date
        FROM couples_membership both_of, couples_user whose
        WHERE both_of.couple_id = (SELECT couple FROM mine) AND both_of.left_at IS NULL
        AND whose.id = written.person_id GROUP BY whose.time_zone)
    GROUP BY "on" HAVING""",
)


def question(body: str) -> str:
    return f"""
        CREATE OR REPLACE FUNCTION care_within_reach(kinds text[], day date)
        RETURNS TABLE (milestones jsonb, days_of_both date[], appreciations bigint,
            notes_each bigint, pause_ended date)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
        AS $$ {body} $$;
    """


class Migration(migrations.Migration):
    dependencies = [
        ("care", "0008_triage"),
        ("checkins", "0015_no_day_that_was_over_before_joining"),
    ]
    operations = [
        migrations.RunSQL(question(WITHIN_REACH), question(before.WITHIN_REACH)),
    ]
