from django.db import migrations

from privacy import rls

ME = "moments_me()"
AGREED = "couple_id IN (SELECT moments_agreed_couples('goals'))"
BY_EACH = f"""goal.{AGREED} OR rating.goal_id IN (
            SELECT own.goal_id FROM goals_rating own WHERE own.person_id = {ME})"""
TOGETHER = f"""rating.goal_id IN (
            SELECT id FROM goals_goal WHERE {AGREED}
            UNION SELECT goal_id FROM goals_rating WHERE person_id = {ME})"""


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
    """One OR across two tables, and PostgreSQL looks through all ratings of all couples."""

    dependencies = [("goals", "0002_policies"), ("couples", "0022_few_answers")]
    operations = [
        migrations.RunSQL(shown(TOGETHER), shown(BY_EACH)),
        rls.answers_few("goals_shown_ratings()", "goals_signed_versions()"),
    ]
