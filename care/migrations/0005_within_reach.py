from django.db import migrations

from privacy import rls

# Everything that a check-in can bring, in one answer; none before both are in. A day opens to the
# partner with their own of the same day, so only such days count, and the asker may read all of it.
# What was written before its writer came into the couple opens nothing (checkins 0009) and brings nothing.
WITHIN_REACH = """
WITH mine AS MATERIALIZED (SELECT moments_my_couple() AS couple),
together AS MATERIALIZED (
    SELECT "on" FROM checkins_checkin written
    JOIN couples_membership own USING (couple_id, person_id)
    WHERE couple_id = (SELECT couple FROM mine)
    AND written.submitted_at - CASE WHEN written.back_filled THEN interval '1 day' ELSE '0' END
        >= own.joined_at
    GROUP BY "on" HAVING count(DISTINCT person_id) = 2
)
SELECT possible.milestones,
    ARRAY(SELECT "on" FROM together WHERE "on" BETWEEN day - 365 AND day + 365 ORDER BY "on"),
    (SELECT count(DISTINCT "on") FROM checkins_sharedwords
        WHERE couple_id = (SELECT couple FROM mine) AND appreciation <> ''
        AND "on" IN (SELECT "on" FROM together)),
    (SELECT CASE WHEN count(*) = 2 THEN min(notes) ELSE 0 END FROM (
        SELECT count(*) AS notes FROM checkins_note
        WHERE couple_id = (SELECT couple FROM mine) AND audience IN ('partner', 'both')
        AND "on" IN (SELECT "on" FROM together) GROUP BY person_id) AS of_each),
    (SELECT max((ends_at AT TIME ZONE 'UTC')::date) FROM couples_pause
        WHERE couple_id = (SELECT couple FROM mine) AND (ends_at AT TIME ZONE 'UTC')::date <= day)
FROM (
    SELECT jsonb_agg(jsonb_build_array(id, rule) ORDER BY "order") AS milestones
    FROM care_milestone WHERE NOT retired AND rule ->> 'kind' = ANY (kinds) AND id NOT IN (
        SELECT milestone_id FROM care_earned WHERE couple_id = (SELECT couple FROM mine))
) AS possible
WHERE possible.milestones IS NOT NULL AND day IN (SELECT "on" FROM together)
"""


class Migration(migrations.Migration):
    dependencies = [
        ("care", "0004_sums"),
        ("checkins", "0002_policies"),
        ("couples", "0002_policies"),
    ]
    operations = [
        rls.question(
            "care_within_reach",
            "kinds text[], day date",
            """TABLE (milestones jsonb, days_of_both date[], appreciations bigint,
            notes_each bigint, pause_ended date)""",
            WITHIN_REACH,
        )
    ]
