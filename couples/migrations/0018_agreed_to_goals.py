from importlib import import_module

from django.db import migrations

from privacy import rls

before = import_module("couples.migrations.0007_agreed_now")
to_the_same = import_module("couples.migrations.0013_agreed_to_the_same")

KEEP = (
    "INSERT INTO couples_agreed"
    " (couple_id, therapist_id, ratings, notes, milestones, exercises, goals)"
)
RULE = """
    SELECT link.couple_id, link.therapist_id, bool_and(newest.ratings) ratings,
        bool_and(newest.notes) notes, bool_and(newest.milestones) milestones,
        bool_and(newest.exercises) exercises, bool_and(newest.goals) goals
    FROM couples_carelink link
    JOIN couples_membership member ON member.couple_id = link.couple_id AND member.left_at IS NULL
    JOIN LATERAL (
        SELECT ratings, notes, milestones, exercises, goals FROM couples_agreement
        WHERE care_link_id = link.id AND person_id = member.person_id
        ORDER BY version DESC LIMIT 1
    ) newest ON true
    WHERE link.ended_at IS NULL AND {whose}
    GROUP BY link.id HAVING count(*) = 2
        AND (bool_and(newest.ratings) OR bool_and(newest.notes) OR bool_and(newest.milestones)
            OR bool_and(newest.exercises) OR bool_and(newest.goals))"""

KEEPING = f"""
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
    {KEEP} {RULE.format(whose="link.couple_id = ours")};
    RETURN NULL;
END
$$;
SET LOCAL ROLE {rls.STEWARD};
DELETE FROM couples_agreed;
{KEEP} {RULE.format(whose="true")};
RESET ROLE;
"""

# Back again: without goals the row of a couple that agreed to nothing else goes as well.
NOT_KEEPING = f"""
SET LOCAL ROLE {rls.STEWARD};
DELETE FROM couples_agreed;
RESET ROLE;
ALTER TABLE couples_agreed ALTER goals SET DEFAULT false;
{to_the_same.keeping(to_the_same.RULE)}
"""

ASKING = """
    CREATE OR REPLACE FUNCTION moments_agreed_couples(what text) RETURNS SETOF bigint
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT couple_id FROM couples_agreed agreed WHERE therapist_id = moments_me() AND CASE what
            WHEN 'ratings' THEN ratings
            WHEN 'notes' THEN notes
            WHEN 'milestones' THEN milestones
            WHEN 'exercises' THEN exercises
            WHEN 'goals' THEN goals
            ELSE what = 'any' END
    $$;"""


class Migration(migrations.Migration):
    dependencies = [("couples", "0017_goals")]
    operations = [
        migrations.RunSQL(KEEPING, NOT_KEEPING),
        migrations.RunSQL(ASKING, before.asking("couples_agreed")),
    ]
