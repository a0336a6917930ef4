from django.db import migrations

from couples import staff
from privacy import rls

ME = "moments_me()"
MINE = f"person_id = {ME}"
MY_COUPLE = "couple_id = (SELECT moments_my_couple())"
AGREED = "couple_id IN (SELECT moments_agreed_couples('goals'))"
SIGNED = "agreed_on IS NOT NULL"
OPEN = "ended_at IS NULL"


def of_goals(rows: str) -> str:
    return f"goal_id IN (SELECT id FROM goals_goal WHERE {rows})"


OURS = of_goals(MY_COUPLE)
# What was offered and rests before both had signed it is its writer’s alone.
OFFERED_HERE = of_goals(f"{MY_COUPLE} AND ({SIGNED} OR {OPEN})")
OPEN_HERE = of_goals(f"{MY_COUPLE} AND {OPEN}")
RUNNING_HERE = of_goals(f"{MY_COUPLE} AND {SIGNED} AND {OPEN}")
THEIRS = of_goals(f"{SIGNED} AND {AGREED}")
BOTH_RATED = "public_id IN (SELECT goals_shown_ratings())"
# What the page asks at this moment: whoever could rate an older round or version would be answered by what
# the other gave to it alone, which is closed for good. So that pairs need no look at when they were given,
# nothing is let in late; a column with the time of each would tell when somebody was here.
ASKED_NOW = """round = goals_round_now(goal_id) AND version = (
    SELECT max(signature.version) FROM goals_signature signature
    WHERE signature.goal_id = goals_rating.goal_id)"""
# As goals/rounds.py, by the clock of the database: what it is told it believes in tests alone (privacy 0006).
ROUND_NOW = """
CREATE FUNCTION goals_round_now(goal bigint) RETURNS integer LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT greatest(
        (privacy_clock(nullif(current_setting('app.now', true), '')::timestamptz)
            AT TIME ZONE zone)::date - agreed_on, 0) / 14
    FROM goals_goal WHERE id = goal
$$;
"""
# The first day of the first round, once the other has signed. Neither of the two can write it: it would
# agree in the other’s name, or move rounds that are over.
AGREE = """
BEGIN
    UPDATE goals_goal SET agreed_on = (privacy_clock(NEW.signed_at) AT TIME ZONE zone)::date
        WHERE id = NEW.goal_id AND agreed_on IS NULL AND ended_at IS NULL;
    RETURN NULL;
END
"""


class Migration(migrations.Migration):
    dependencies = [
        ("goals", "0001_initial"),
        ("couples", "0018_agreed_to_goals"),
        ("leaving", "0002_policies"),
        ("privacy", "0006_own_clock"),
    ]
    operations = [
        staff.may(staff.EDITORS, "goals", "idea", "view", "add", "change"),
        *staff.keeps_history("goals_historicalidea"),
        # Ratings of rounds that both have rated, with the same version before them: of goals that the asker
        # has rated as well, and of couples who let the asker see their goals. None that stands alone.
        rls.question(
            "goals_shown_ratings",
            "",
            "SETOF varchar",
            f"""SELECT unnest(array_agg(rating.public_id)) FROM goals_rating rating
            JOIN goals_goal goal ON goal.id = rating.goal_id
            WHERE goal.{AGREED} OR rating.goal_id IN (
                SELECT own.goal_id FROM goals_rating own WHERE own.{MINE})
            GROUP BY rating.goal_id, rating.round, rating.version HAVING count(*) = 2""",
        ),
        # A therapist’s: the policy of signatures asks for versions, and would ask back.
        rls.question(
            "goals_signed_versions",
            "",
            "SETOF bigint",
            f"""SELECT version.id FROM goals_version version
            JOIN goals_goal goal ON goal.id = version.goal_id
            JOIN goals_signature signature
                ON signature.goal_id = version.goal_id AND signature.version = version.number
            WHERE goal.{AGREED}""",
        ),
        rls.protect(
            "goals_goal",
            rls.Policy("therapist", "SELECT", f"{SIGNED} AND {AGREED}"),
            rls.Policy("us", "SELECT", MY_COUPLE),
            rls.Policy("offer", "INSERT", f"{MY_COUPLE} AND agreed_on IS NULL AND {OPEN}"),
            rls.Policy("move_on", "UPDATE", f"{MY_COUPLE} AND {OPEN}", check=MY_COUPLE),
            rls.steward("SELECT", "UPDATE"),
        ),
        rls.only_changes("goals_goal", "ended_at"),
        rls.only_changes("goals_goal", "agreed_on", role=rls.STEWARD),
        migrations.RunSQL(ROUND_NOW, "DROP FUNCTION goals_round_now(bigint);"),
        # Versions, ladders and signatures are written once: there is no policy for a change.
        rls.protect(
            "goals_version",
            rls.Policy("writer", "SELECT", MINE),
            rls.Policy("partner", "SELECT", OFFERED_HERE),
            rls.Policy(
                "therapist",
                "SELECT",
                f"{THEIRS} AND id IN (SELECT goals_signed_versions())",
            ),
            rls.Policy("offer", "INSERT", f"{MINE} AND {OPEN_HERE}"),
            rls.steward("SELECT"),
        ),
        rls.protect(
            "goals_ladder",
            rls.Policy("writer", "SELECT", MINE),
            rls.Policy(
                "partner",
                "SELECT",
                f"version_id IN (SELECT id FROM goals_version WHERE {OFFERED_HERE})",
            ),
            rls.Policy(
                "offer",
                "INSERT",
                f"""{MINE} AND version_id IN (
                    SELECT id FROM goals_version WHERE {MINE} AND {OPEN_HERE})""",
            ),
        ),
        rls.protect(
            "goals_signature",
            rls.Policy("writer", "SELECT", MINE),
            rls.Policy("us", "SELECT", OURS),
            rls.Policy("therapist", "SELECT", THEIRS),
            rls.Policy(
                "sign",
                "INSERT",
                f"""{MINE} AND {OPEN_HERE} AND EXISTS (SELECT FROM goals_version version
                    WHERE version.goal_id = goals_signature.goal_id
                    AND version.number = goals_signature.version AND version.person_id <> {ME})""",
            ),
            rls.steward("SELECT"),
        ),
        rls.duty("goals_agree", "goals_signature", AGREE, signed="true"),
        rls.protect(
            "goals_rating",
            rls.Policy("writer", "SELECT", MINE),
            rls.Policy("both", "SELECT", f"{OURS} AND {BOTH_RATED}"),
            rls.Policy("therapist", "SELECT", f"{THEIRS} AND {BOTH_RATED}"),
            rls.Policy("rate", "INSERT", f"{MINE} AND {RUNNING_HERE} AND {ASKED_NOW}"),
            # Until the other has rated it as well: whoever could change it then would answer theirs.
            rls.Policy(
                "rate_anew",
                "UPDATE",
                f"{MINE} AND {RUNNING_HERE} AND NOT {BOTH_RATED}",
                check=f"{MINE} AND {RUNNING_HERE} AND {ASKED_NOW}",
            ),
            rls.steward("SELECT"),
        ),
        rls.only_changes("goals_rating", "version", "value"),
        # Whoever rates locks the row of the goal, which the other would see; and a rating has no time.
        rls.hide_system_columns("goals_goal"),
        rls.hide_system_columns("goals_rating"),
        rls.protect("goals_draft", rls.Policy("own", "ALL", MINE)),
        rls.keep("goals_version", ("gist",), ("id", "person_id", "goal_id", "number")),
        rls.keep("goals_ladder", ("steps",), ("id", "person_id", "version_id")),
        rls.keep("goals_rating", ("value",), ("public_id", "person_id", "goal_id", "round")),
        rls.keep("goals_draft", ("fields",), ("public_id", "person_id", "about")),
        *(
            rls.erasable(f"goals_{table}")
            for table in ("version", "ladder", "signature", "rating", "draft")
        ),
    ]
