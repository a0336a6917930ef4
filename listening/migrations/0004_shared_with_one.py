import django.db.models.deletion
from django.db import migrations, models

AGREED = "couple_id IN (SELECT moments_agreed_couples('exercises'))"
MY_COUPLE = "couple_id = (SELECT moments_my_couple())"
OWN = "person_id = moments_me()"
OURS = f"session_id IN (SELECT id FROM listening_session WHERE {MY_COUPLE})"
OUR_LINK = f"care_link_id IN (SELECT id FROM couples_carelink WHERE {MY_COUPLE})"
ANYBODY = "session_id IN (SELECT listening_shared())"


def shared(link: str = "", mine: str = "") -> str:
    return f"""
    CREATE OR REPLACE FUNCTION listening_shared() RETURNS SETOF bigint
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT session_id FROM listening_share share
        JOIN listening_session session ON session.id = share.session_id {link}
        WHERE session.state = 'done' AND session.kept AND session.{AGREED} {mine}
        AND share.person_id IN (session.host_id, session.guest_id)
        GROUP BY session_id HAVING count(*) = 2
    $$;"""


TO_ME = shared(
    "JOIN couples_carelink link ON link.id = share.care_link_id",
    """AND link.couple_id = session.couple_id AND link.ended_at IS NULL
        AND link.therapist_id = moments_me()""",
)


def own(check: str) -> str:
    return f'ALTER POLICY "own" ON listening_share USING ({OWN}) WITH CHECK ({check});'


def lines(rows: str) -> str:
    return f'ALTER POLICY "shared" ON listening_line USING ({rows});'


class Migration(migrations.Migration):
    dependencies = [
        ("couples", "0014_listening"),
        ("listening", "0003_writers_first"),
        ("privacy", "0005_second_keys"),
    ]
    operations = [
        # A yes that names no therapist was given to none of them: whoever means it says it again.
        migrations.RunSQL("TRUNCATE listening_share;", migrations.RunSQL.noop),
        migrations.AddField(
            "share",
            "care_link",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="couples.carelink",
            ),
        ),
        migrations.RunSQL(own(f"{OWN} AND {OURS} AND {OUR_LINK}"), own(f"{OWN} AND {OURS}")),
        migrations.RunSQL(TO_ME, shared()),
        # What it is about is for the two alone.
        migrations.RunSQL(lines(f"kind <> 'topic' AND {ANYBODY}"), lines(ANYBODY)),
    ]
