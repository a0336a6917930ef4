"""What somebody gets from the site itself: from every table, and on their pages."""

from django.db import connection
from django.test import Client

from couples.models import User
from privacy.context import Asker, asking
from tests.privacy.lives.model import Fact

EVERYTHING = """
SELECT 'numbers', person_id, "on"::text FROM checkins_checkin
UNION ALL SELECT 'safety', person_id, "on"::text FROM checkins_safetyanswer
UNION ALL SELECT 'words', person_id, "on"::text FROM checkins_sharedwords
UNION ALL SELECT 'note', person_id, "on"::text FROM checkins_note
UNION ALL SELECT 'practice', person_id, sitting_id::text FROM exercises_completion
UNION ALL SELECT 'pause', NULL, id::text FROM couples_pause
UNION ALL SELECT 'name', id, '' FROM couples_user
"""


def from_tables(reader: User, names: dict[int | None, str]) -> set[Fact]:
    with asking(Asker(user_id=reader.pk)), connection.cursor() as cursor:
        cursor.execute(EVERYTHING)
        return {(what, names[whose], which) for what, whose, which in cursor.fetchall()}


def from_page(client: Client, url: str) -> str:
    """An empty page where there is nothing for them."""
    response = client.get(url)
    assert response.status_code in {200, 404}, url
    return response.content.decode() if response.status_code == 200 else ""
