from importlib import import_module

from django.db import migrations

from privacy import rls

before = import_module("couples.migrations.0018_agreed_to_goals")
first = import_module("couples.migrations.0010_ways_out")

KINDS = ("ratings", "notes", "milestones", "exercises", "goals", "closeness")
COLUMNS = ", ".join(KINDS)
BOTH = [f"bool_and(newest.{kind})" for kind in KINDS]

KEEP = f"INSERT INTO couples_agreed (couple_id, therapist_id, {COLUMNS})"
RULE = f"""
    SELECT link.couple_id, link.therapist_id,
        {", ".join(f"{both} {kind}" for both, kind in zip(BOTH, KINDS, strict=True))}
    FROM couples_carelink link
    JOIN couples_membership member ON member.couple_id = link.couple_id AND member.left_at IS NULL
    JOIN LATERAL (
        SELECT {COLUMNS} FROM couples_agreement
        WHERE care_link_id = link.id AND person_id = member.person_id
        ORDER BY version DESC LIMIT 1
    ) newest ON true
    WHERE link.ended_at IS NULL AND {{whose}}
    GROUP BY link.id HAVING count(*) = 2 AND ({" OR ".join(BOTH)})"""

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

# Back again: without closeness the row of a couple that agreed to nothing else goes as well.
NOT_KEEPING = f"""
SET LOCAL ROLE {rls.STEWARD};
DELETE FROM couples_agreed;
RESET ROLE;
ALTER TABLE couples_agreed ALTER closeness SET DEFAULT false;
{before.KEEPING}
"""

ASKING = f"""
    CREATE OR REPLACE FUNCTION moments_agreed_couples(what text) RETURNS SETOF bigint
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT couple_id FROM couples_agreed agreed WHERE therapist_id = moments_me() AND CASE what
            {" ".join(f"WHEN '{kind}' THEN {kind}" for kind in KINDS)}
            ELSE what = 'any' END
    $$;"""


def noting(body: str) -> str:
    return f"""
    CREATE OR REPLACE FUNCTION couples_note_agreement() RETURNS trigger
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$ {body} $$;"""


# In the log of access a yes to any kind is one; goals were left out of it when they came.
NOTED = first.AGREED.replace(
    "NEW.ratings OR NEW.notes OR NEW.milestones OR NEW.exercises",
    " OR ".join(f"NEW.{kind}" for kind in KINDS),
)


class Migration(migrations.Migration):
    dependencies = [("couples", "0019_closeness")]
    operations = [
        migrations.RunSQL(KEEPING, NOT_KEEPING),
        migrations.RunSQL(ASKING, before.ASKING),
        migrations.RunSQL(noting(NOTED), noting(first.AGREED)),
    ]
