from django.db import migrations

from privacy import rls

# Two people are in it now, and the newest decision of each says yes. This is the rule; what it finds
# is kept, for every look of a therapist asks it many times, and it costs a search for each partner.
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
    ) newest ON newest.ratings OR newest.notes OR newest.milestones OR newest.exercises
    WHERE link.ended_at IS NULL AND {whose}
    GROUP BY link.id HAVING count(*) = 2"""

KEEP = "INSERT INTO couples_agreed (couple_id, therapist_id, ratings, notes, milestones, exercises)"

# Of two who decide at the same moment, the second waits, and then sees what the first has decided.
KEEPING = f"""
CREATE FUNCTION couples_keep_agreed() RETURNS trigger
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
GRANT CREATE ON SCHEMA public TO {rls.STEWARD};
ALTER FUNCTION couples_keep_agreed() OWNER TO {rls.STEWARD};
REVOKE CREATE ON SCHEMA public FROM {rls.STEWARD};
CREATE TRIGGER agreed_as_decided AFTER INSERT ON couples_agreement
    FOR EACH ROW EXECUTE FUNCTION couples_keep_agreed();
CREATE TRIGGER agreed_while_linked AFTER UPDATE OF ended_at OR DELETE ON couples_carelink
    FOR EACH ROW EXECUTE FUNCTION couples_keep_agreed();
CREATE TRIGGER agreed_while_two AFTER INSERT OR UPDATE OF left_at OR DELETE ON couples_membership
    FOR EACH ROW EXECUTE FUNCTION couples_keep_agreed();
SET LOCAL ROLE {rls.STEWARD};
{KEEP} {RULE.format(whose="true")};
RESET ROLE;
"""

UNDO = """
DROP TRIGGER agreed_while_two ON couples_membership;
DROP TRIGGER agreed_while_linked ON couples_carelink;
DROP TRIGGER agreed_as_decided ON couples_agreement;
DROP FUNCTION couples_keep_agreed();
"""


def asking(source: str) -> str:
    return f"""
    CREATE OR REPLACE FUNCTION moments_agreed_couples(what text) RETURNS SETOF bigint
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT couple_id FROM {source} agreed WHERE therapist_id = moments_me() AND CASE what
            WHEN 'ratings' THEN ratings
            WHEN 'notes' THEN notes
            WHEN 'milestones' THEN milestones
            WHEN 'exercises' THEN exercises
            ELSE what = 'any' END
    $$;"""


class Migration(migrations.Migration):
    dependencies = [("couples", "0006_agreed")]
    operations = [
        rls.protect(
            "couples_agreed",
            rls.Policy("therapist", "SELECT", "therapist_id = moments_me()"),
            rls.steward("SELECT", "INSERT", "DELETE"),
        ),
        migrations.RunSQL(KEEPING, UNDO),
        migrations.RunSQL(asking("couples_agreed"), asking(f"({RULE.format(whose='true')})")),
    ]
