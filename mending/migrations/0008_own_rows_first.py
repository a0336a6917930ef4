from django.db import migrations

from privacy import rls

AGREED = "couple_id IN (SELECT moments_agreed_couples('exercises'))"
MY_COUPLE = "couple_id = (SELECT moments_my_couple())"
EITHER = f"(attempt.{MY_COUPLE} OR attempt.{AGREED})"
ONE_OF_BOTH = f"""attempt.id IN (
            SELECT id FROM mending_attempt WHERE {MY_COUPLE}
            UNION SELECT id FROM mending_attempt WHERE {AGREED})"""


def both_noted(rows: str) -> str:
    return f"""
    CREATE OR REPLACE FUNCTION mending_both_noted() RETURNS SETOF bigint
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT outcome.attempt_id FROM mending_outcome outcome
        JOIN mending_attempt attempt ON attempt.id = outcome.attempt_id
        WHERE attempt.taken_back_at IS NULL AND {rows}
        GROUP BY outcome.attempt_id HAVING count(*) = 2
    $$;"""


def taken_back(parent: str, table: str, *commands: str) -> migrations.RunSQL:
    its = f"{parent}_id"
    return rls.reword(
        f"mending_{table}",
        *(f"taken_back_{command}" for command in commands),
        rows=f"EXISTS (SELECT FROM mending_{parent} WHERE id = {its} AND taken_back_at IS NOT NULL)",
        was=f"{its} IN (SELECT id FROM mending_{parent} WHERE taken_back_at IS NOT NULL)",
    )


class Migration(migrations.Migration):
    """Of each row its own apology or attempt, where PostgreSQL looked through those of all couples: it does
    for one OR of two ways to a row, and for a list of all that were taken back.
    """

    dependencies = [
        ("mending", "0007_no_system_columns"),
        ("couples", "0022_few_answers"),
    ]
    operations = [
        migrations.RunSQL(both_noted(ONE_OF_BOTH), both_noted(EITHER)),
        rls.answers_few("mending_both_noted()"),
        taken_back("apology", "words", "select", "delete"),
        taken_back("apology", "reply", "select", "delete"),
        taken_back("apology", "receipt", "delete"),
        taken_back("attempt", "said", "select", "delete"),
        taken_back("attempt", "noticed", "delete"),
        taken_back("attempt", "outcome", "delete"),
    ]
