from django.db import migrations

from privacy import rls

AGREED = "couple_id IN (SELECT moments_agreed_couples('exercises'))"
DONE = "state = 'done'"
FORGOTTEN = "ended_at IS NOT NULL AND NOT kept"


def among(sessions: str) -> str:
    return f"session_id IN (SELECT id FROM listening_session WHERE {sessions})"


def its_own(session: str) -> str:
    return f"EXISTS (SELECT FROM listening_session WHERE id = session_id AND {session})"


def forgets(table: str) -> migrations.RunSQL:
    names = ("forgotten_select", "forgotten_delete")
    return rls.reword(table, *names, rows=its_own(FORGOTTEN), was=among(FORGOTTEN))


class Migration(migrations.Migration):
    """Of each row its own session, where PostgreSQL looked through the sessions of all couples."""

    dependencies = [("listening", "0005_no_system_columns")]
    operations = [
        rls.answers_few("listening_rated()", "listening_shared()"),
        rls.reword(
            "listening_rating",
            "therapist",
            rows=f"{AGREED} AND {its_own(DONE)}",
            was=f"{AGREED} AND {among(DONE)}",
        ),
        forgets("listening_line"),
        forgets("listening_draft"),
    ]
