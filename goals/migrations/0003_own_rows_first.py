from django.db import migrations

from privacy import rls

ME = "moments_me()"
AGREED = "couple_id IN (SELECT moments_agreed_couples('goals'))"
BY_EACH = f"""goal.{AGREED} OR rating.goal_id IN (
            SELECT own.goal_id FROM goals_rating own WHERE own.person_id = {ME})"""
TOGETHER = f"""rating.goal_id IN (
            SELECT id FROM goals_goal WHERE {AGREED}
            UNION SELECT goal_id FROM goals_rating WHERE person_id = {ME})"""


SIGNED_AND_AGREED = f"agreed_on IS NOT NULL AND {AGREED}"
AMONG_THEIRS = f"goal_id IN (SELECT id FROM goals_goal WHERE {SIGNED_AND_AGREED})"
THEIRS = f"EXISTS (SELECT FROM goals_goal WHERE id = goal_id AND {SIGNED_AND_AGREED})"


def therapist(table: str, besides: str = "") -> migrations.RunSQL:
    return rls.reword(
        f"goals_{table}", "therapist", rows=f"{THEIRS}{besides}", was=f"{AMONG_THEIRS}{besides}"
    )


def shown(rows: str) -> str:
    return f"""
    CREATE OR REPLACE FUNCTION goals_shown_ratings() RETURNS SETOF varchar
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT unnest(array_agg(rating.public_id)) FROM goals_rating rating
        JOIN goals_goal goal ON goal.id = rating.goal_id
        WHERE {rows}
        GROUP BY rating.goal_id, rating.round, rating.version HAVING count(*) = 2
    $$;"""


class Migration(migrations.Migration):
    """Of each row its own goal, where PostgreSQL looked through those of all couples: as it does for one OR
    across two tables.
    """

    dependencies = [("goals", "0002_policies"), ("couples", "0022_few_answers")]
    operations = [
        migrations.RunSQL(shown(TOGETHER), shown(BY_EACH)),
        therapist("version", " AND id IN (SELECT goals_signed_versions())"),
        therapist("signature"),
        therapist("rating", " AND public_id IN (SELECT goals_shown_ratings())"),
        rls.answers_few("goals_shown_ratings()", "goals_signed_versions()"),
    ]
