from importlib import import_module

from django.db import migrations

from privacy import rls

before = import_module("couples.migrations.0007_agreed_now")

# Two people are in it now, and there is something to which the newest decisions of both say yes. Where
# each agreed to something else only, the therapist knows nothing, not even that there is a couple.
RULE = """
    SELECT link.couple_id, link.therapist_id, bool_and(newest.ratings) ratings,
        bool_and(newest.notes) notes, bool_and(newest.milestones) milestones,
        bool_and(newest.exercises) exercises
    FROM couples_carelink link
    JOIN couples_membership member ON member.couple_id = link.couple_id AND member.left_at IS NULL
    JOIN LATERAL (
        SELECT ratings, notes, milestones, exercises FROM couples_agreement
        WHERE care_link_id = link.id AND person_id = member.person_id
        ORDER BY version DESC LIMIT 1
    ) newest ON true
    WHERE link.ended_at IS NULL AND {whose}
    GROUP BY link.id HAVING count(*) = 2
        AND (bool_and(newest.ratings) OR bool_and(newest.notes) OR bool_and(newest.milestones)
            OR bool_and(newest.exercises))"""


def keeping(rule: str) -> str:
    """The function anew, and what it keeps."""
    return f"""
CREATE OR REPLACE FUNCTION couples_keep_agreed() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    ours bigint;
BEGIN
    IF TG_TABLE_NAME = 'couples_agreement' THEN
        SELECT couple_id INTO ours FROM couples_carelink WHERE id = NEW.care_link_id;
    ELSE
        ours := coalesce(NEW.couple_id, OLD.couple_id);
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('agreed:' || ours, 0));
    DELETE FROM couples_agreed WHERE couple_id = ours;
    {before.KEEP} {rule.format(whose="link.couple_id = ours")};
    RETURN NULL;
END
$$;
SET LOCAL ROLE {rls.STEWARD};
DELETE FROM couples_agreed;
{before.KEEP} {rule.format(whose="true")};
RESET ROLE;
"""


class Migration(migrations.Migration):
    dependencies = [("couples", "0012_forgotten_pins")]
    operations = [migrations.RunSQL(keeping(RULE), keeping(before.RULE))]
