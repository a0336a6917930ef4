"""What somebody gets from the site itself: from every table, and on their pages."""

import re

from django.db import connection
from django.test import Client

from couples.models import User
from privacy.context import Asker, asking
from tests.privacy.lives.model import Fact

# What of it, whose, which: of every table that somebody else could reach.
EVERYTHING = """
SELECT 'numbers', person_id, "on"::text FROM checkins_checkin
UNION ALL SELECT 'safety', person_id, "on"::text FROM checkins_safetyanswer
UNION ALL SELECT 'words', person_id, "on"::text FROM checkins_sharedwords
UNION ALL SELECT 'note', person_id, "on"::text FROM checkins_note
UNION ALL SELECT 'draft', person_id, "on"::text FROM checkins_draft
UNION ALL SELECT 'sitting', person_id, id::text FROM exercises_sitting
UNION ALL SELECT 'answer', person_id, sitting_id::text FROM exercises_answer
UNION ALL SELECT 'practice', person_id, sitting_id::text FROM exercises_completion
UNION ALL SELECT 'session', NULL, id::text FROM listening_session
UNION ALL SELECT 'line', person_id, session_id || ' ' || version FROM listening_line
UNION ALL SELECT 'rating', person_id, session_id::text FROM listening_rating
UNION ALL SELECT 'typed', person_id, session_id::text FROM listening_draft
UNION ALL SELECT 'share', person_id, session_id::text FROM listening_share
UNION ALL SELECT 'page', person_id, id::text FROM journaling_entry
UNION ALL SELECT 'shared', person_id, id::text FROM journaling_shared
UNION ALL SELECT 'apology', sender_id, id::text FROM mending_apology
UNION ALL SELECT 'sorry', person_id, apology_id::text FROM mending_words
UNION ALL SELECT 'receipt', person_id, apology_id::text FROM mending_receipt
UNION ALL SELECT 'reply', person_id, apology_id::text FROM mending_reply
UNION ALL SELECT 'check', person_id, '' FROM couples_safetycheck
UNION ALL SELECT 'told', person_id, '' FROM couples_toldalone
UNION ALL SELECT 'decision', person_id, '' FROM couples_agreement
UNION ALL SELECT 'wish', person_id, '' FROM leaving_erasure
UNION ALL SELECT 'pause', NULL, id::text FROM couples_pause
UNION ALL SELECT 'name', id, '' FROM couples_user
UNION ALL SELECT 'key', person_id, '' FROM keys.person
"""
TABLES = set(re.findall(r"FROM ([a-z_.]+)", EVERYTHING))
OF_BOTH = "a row of the couple, written by the house or by both"
OF_THE_LINK = "who is whose, which the names above say"
OF_A_LINE = "a line that mends a conflict: held by the matrix, the twins and tests/mending"
OF_A_CYCLE = (
    "a hard moment, and what two make of them: held by the matrix, the twins and tests/cycle"
)
OF_CLOSENESS = "held by the matrix, twins of its own and tests/closeness"
OF_A_GOAL = "a goal of two: held by the matrix, the twins and tests/goals"
OF_CUES = "what two agree on without words: held by the matrix, the twins and tests/cues"
LEFT_OUT = {
    **dict.fromkeys(
        [
            f"closeness_{name}"
            for name in ("card", "hold", "holdanswer", "item", "ownoption", "round", "seat")
        ],
        OF_CLOSENESS,
    ),
    **dict.fromkeys(("closeness_spectrum", "closeness_tally"), OF_BOTH),
    **dict.fromkeys(
        ("goals_goal", "goals_ladder", "goals_rating", "goals_signature", "goals_version"),
        OF_A_GOAL,
    ),
    "goals_draft": OF_A_GOAL,
    **dict.fromkeys(("cues_proposal", "cues_signature"), OF_CUES),
    **dict.fromkeys(("cycle_draft", "cycle_entry", "cycle_exit", "cycle_name"), OF_A_CYCLE),
    **dict.fromkeys(
        ("mending_attempt", "mending_said", "mending_outcome", "mending_liked"), OF_A_LINE
    ),
    "care_earned": OF_BOTH,
    "care_therapistmilestone": OF_BOTH,
    "checkins_moment": OF_BOTH,
    "checkins_rhythm": OF_BOTH,
    "checkins_together": OF_BOTH,
    "checkins_seen": "that a day was read; whoever wrote it may know",
    "couples_carelink": OF_THE_LINK,
    "couples_couple": OF_THE_LINK,
    "couples_membership": OF_THE_LINK,
    "couples_therapist": OF_THE_LINK,
    "account_emailaddress": "staff alone",
}


def from_tables(reader: User, names: dict[int | None, str]) -> set[Fact]:
    with asking(Asker(user_id=reader.pk)), connection.cursor() as cursor:
        cursor.execute(EVERYTHING)
        return {(what, names[whose], which) for what, whose, which in cursor.fetchall()}


def from_page(client: Client, url: str) -> str:
    """An empty page where there is nothing for them."""
    response = client.get(url)
    assert response.status_code in {200, 404}, url
    return response.content.decode() if response.status_code == 200 else ""
