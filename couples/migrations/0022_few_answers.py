from django.db import migrations

from privacy import rls

BY_QUESTION = """UNION SELECT person_id FROM couples_membership
        WHERE left_at IS NULL AND couple_id IN (SELECT moments_agreed_couples('any'))"""
AT_ONCE = """UNION ALL SELECT member.person_id FROM couples_agreed agreed
        JOIN couples_membership member
            ON member.couple_id = agreed.couple_id AND member.left_at IS NULL
        WHERE agreed.therapist_id = moments_me()"""


def my_people(of_therapists: str, union: str) -> str:
    return f"""
    CREATE OR REPLACE FUNCTION moments_my_people() RETURNS SETOF bigint
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT person_id FROM couples_membership
        WHERE couple_id = moments_my_couple() AND left_at IS NULL
        {union} SELECT moments_my_therapist()
        {of_therapists}
    $$;"""


def agreed_couples(language: str, begin: str, end: str) -> str:
    return f"""
    CREATE OR REPLACE FUNCTION moments_agreed_couples(what text) RETURNS SETOF bigint
        LANGUAGE {language} STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        {begin} SELECT couple_id FROM couples_agreed agreed
        WHERE therapist_id = moments_me() AND CASE what
            WHEN 'ratings' THEN ratings WHEN 'notes' THEN notes WHEN 'milestones' THEN milestones
            WHEN 'exercises' THEN exercises WHEN 'goals' THEN goals WHEN 'closeness' THEN closeness
            ELSE what = 'any' END {end}
    $$;"""


# All answers in one go, where a function in plain SQL is asked for each of them.
IN_ONE_GO = agreed_couples("plpgsql", "BEGIN RETURN QUERY", "; END")


class Migration(migrations.Migration):
    """Whose names one reads is asked on every page; a therapist’s was answered from everybody’s rows."""

    dependencies = [("couples", "0021_no_system_columns")]
    operations = [
        migrations.RunSQL(my_people(AT_ONCE, "UNION ALL"), my_people(BY_QUESTION, "UNION")),
        migrations.RunSQL(IN_ONE_GO, agreed_couples("sql", "", "")),
        rls.answers_few("moments_agreed_couples(text)", "moments_my_people()"),
    ]
