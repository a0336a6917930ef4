from django.db import migrations

from privacy import rls

MINE = "person_id = moments_me()"
# `IS TRUE`: for a therapist, who has no couple, the answer is no without asking about each day.
OF_PARTNER = (
    '(couple_id = (SELECT moments_my_couple())) IS TRUE AND moments_day_is_open(person_id, "on")'
)
WRITTEN_BY_ME = f"{MINE} AND couple_id = (SELECT moments_my_couple())"


def agreed(kind: str) -> str:
    return f"couple_id IN (SELECT moments_agreed_couples('{kind}'))"


QUESTIONS = [
    # A day of the other opens with my own of that day, both in the couple of now: what somebody did
    # in an earlier couple opens nothing in the next one, and nothing is open once either has left.
    rls.question(
        "moments_day_is_open",
        "writer bigint, day date",
        "boolean",
        """SELECT EXISTS (SELECT FROM checkins_checkin mine
        JOIN couples_membership theirs ON theirs.couple_id = mine.couple_id
        WHERE mine.person_id = moments_me() AND mine."on" = day
        AND mine.couple_id = moments_my_couple()
        AND theirs.person_id = writer AND theirs.left_at IS NULL)""",
    ),
    rls.question(
        "moments_is_seen",
        "given bigint",
        "boolean",
        "SELECT EXISTS (SELECT FROM checkins_seen WHERE check_in_id = given)",
    ),
]


def own_part(table: str) -> list[rls.Policy]:
    """Mine to read and to erase; to write only around my own check-in, until the partner has seen it."""
    around_my_own = f"""{MINE} AND NOT moments_is_seen(check_in_id) AND EXISTS (
        SELECT FROM checkins_checkin whole WHERE whole.id = {table}.check_in_id
        AND whole.person_id = moments_me() AND whole.couple_id = {table}.couple_id
        AND whole."on" = {table}."on")"""
    return [
        rls.Policy("own", "SELECT", MINE),
        rls.Policy("write", "INSERT", around_my_own),
        rls.Policy(
            "change", "UPDATE", f"{MINE} AND NOT moments_is_seen(check_in_id)", around_my_own
        ),
        rls.Policy("erase", "DELETE", MINE),
    ]


class Migration(migrations.Migration):
    dependencies = [("checkins", "0001_initial"), ("couples", "0002_policies")]
    operations = [
        *QUESTIONS,
        rls.protect(
            "checkins_checkin",
            rls.Policy("own", "SELECT", MINE),
            rls.Policy("partner", "SELECT", OF_PARTNER),
            rls.Policy("therapist", "SELECT", agreed("ratings")),
            rls.Policy("write", "INSERT", WRITTEN_BY_ME),
            rls.Policy("change", "UPDATE", f"{MINE} AND NOT moments_is_seen(id)", WRITTEN_BY_ME),
            rls.Policy("erase", "DELETE", MINE),
            rls.steward("SELECT"),
        ),
        rls.protect(
            "checkins_sharedwords",
            own_part("checkins_sharedwords"),
            rls.Policy("partner", "SELECT", OF_PARTNER),
            rls.steward("SELECT"),
        ),
        rls.protect(
            "checkins_safetyanswer",
            own_part("checkins_safetyanswer"),
            rls.Policy("therapist", "SELECT", agreed("ratings")),
        ),
        rls.protect(
            "checkins_note",
            own_part("checkins_note"),
            rls.Policy("partner", "SELECT", f"audience IN ('partner', 'both') AND {OF_PARTNER}"),
            rls.Policy(
                "therapist", "SELECT", f"audience IN ('therapist', 'both') AND {agreed('notes')}"
            ),
            rls.Policy("steward_select", "SELECT", "audience <> 'only_me'", role=rls.STEWARD),
        ),
        rls.protect("checkins_draft", rls.Policy("own", "ALL", MINE)),
        rls.protect(
            "checkins_seen",
            rls.Policy("own", "SELECT", MINE),
            rls.Policy(
                "of_my_own_words",
                "SELECT",
                """EXISTS (SELECT FROM checkins_checkin mine
                WHERE mine.id = check_in_id AND mine.person_id = moments_me())""",
            ),
            rls.Policy(
                "see",
                "INSERT",
                f"""{MINE} AND EXISTS (SELECT FROM checkins_checkin theirs
                WHERE theirs.id = check_in_id AND theirs.person_id <> moments_me()
                AND theirs.couple_id = (SELECT moments_my_couple()))""",
            ),
            rls.steward("SELECT"),
        ),
    ]
