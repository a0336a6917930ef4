from django.db import migrations

from privacy import rls

ME = "moments_me()"
MY_COUPLE = "couple_id = (SELECT moments_my_couple())"
AGREED = "couple_id IN (SELECT moments_agreed_couples('exercises'))"
OURS = f"session_id IN (SELECT id FROM listening_session WHERE {MY_COUPLE})"
# On one shared device whoever is signed in writes for both.
ONE_OF_US = f"""EXISTS (SELECT FROM listening_session s WHERE s.id = session_id
    AND s.couple_id = (SELECT moments_my_couple()) AND ({{who}} = {ME}
        OR (s.way = 'one' AND {{who}} IN (s.host_id, s.guest_id))))"""
OVER = "session_id IN (SELECT id FROM listening_session WHERE ended_at IS NOT NULL AND NOT kept)"
LEAVERS = "IN (SELECT moments_leavers())"


def house(name: str, command: str, rows: str) -> rls.Policy:
    return rls.Policy(name, command, rows, role=rls.STEWARD)


class Migration(migrations.Migration):
    dependencies = [
        ("listening", "0001_initial"),
        ("couples", "0008_keys_of_my_people"),
        ("leaving", "0002_policies"),
        ("privacy", "0002_keys"),
    ]
    operations = [
        # A session is moved by the house alone: nobody can say for the other that it is their turn.
        rls.protect(
            "listening_session",
            rls.Policy("own", "SELECT", MY_COUPLE),
            rls.Policy(
                "invite",
                "INSERT",
                f"""{MY_COUPLE} AND host_id = {ME} AND state = 'invited' AND guest_id IN (
                    SELECT person_id FROM couples_membership
                    WHERE {MY_COUPLE} AND left_at IS NULL AND person_id <> {ME})""",
            ),
            rls.Policy("therapist", "SELECT", f"state IN ('done', 'paused') AND {AGREED}"),
            rls.steward("SELECT", "UPDATE"),
        ),
        # Both let the therapist read the words of a session, each for themselves.
        rls.protect(
            "listening_share",
            rls.Policy("own", "ALL", f"person_id = {ME}", check=f"person_id = {ME} AND {OURS}"),
            rls.steward("SELECT"),
        ),
        rls.question(
            "listening_shared",
            "",
            "SETOF bigint",
            f"""SELECT session_id FROM listening_share share
            JOIN listening_session session ON session.id = share.session_id
            WHERE session.state = 'done' AND session.kept AND {AGREED}
            AND share.person_id IN (session.host_id, session.guest_id)
            GROUP BY session_id HAVING count(*) = 2""",
        ),
        rls.protect(
            "listening_line",
            rls.Policy("read", "SELECT", f"person_id = {ME} OR {MY_COUPLE}"),
            rls.Policy("shared", "SELECT", "session_id IN (SELECT listening_shared())"),
            rls.Policy(
                "say",
                "INSERT",
                f"person_id = {ME} AND {MY_COUPLE} AND {ONE_OF_US.format(who='said_by_id')}",
            ),
            house("forgotten_select", "SELECT", OVER),
            house("forgotten_delete", "DELETE", OVER),
        ),
        rls.protect(
            "listening_draft",
            rls.Policy("own", "ALL", f"person_id = {ME}", check=f"person_id = {ME} AND {OURS}"),
            house("forgotten_select", "SELECT", OVER),
            house("forgotten_delete", "DELETE", OVER),
        ),
        # What one felt opens to the other when both have said it.
        rls.question(
            "listening_rated",
            "",
            "SETOF bigint",
            f"""SELECT session_id FROM listening_rating WHERE {MY_COUPLE}
            GROUP BY session_id HAVING count(*) = 2""",
        ),
        rls.protect(
            "listening_rating",
            rls.Policy("own", "SELECT", f"person_id = {ME}"),
            rls.Policy(
                "both",
                "SELECT",
                f"{MY_COUPLE} AND session_id IN (SELECT listening_rated())",
            ),
            rls.Policy(
                "therapist",
                "SELECT",
                f"""{AGREED} AND session_id IN (
                    SELECT id FROM listening_session WHERE state = 'done')""",
            ),
            rls.Policy("rate", "INSERT", f"{MY_COUPLE} AND {ONE_OF_US.format(who='person_id')}"),
            rls.steward("SELECT"),
        ),
        rls.keep("listening_line", ("words",), ("id", "person_id", "session_id", "version")),
        rls.keep("listening_draft", ("words",), ("id", "person_id", "session_id", "place")),
        rls.erasable("listening_line", f"person_id {LEAVERS} OR said_by_id {LEAVERS}"),
        rls.erasable("listening_draft"),
        rls.erasable("listening_rating"),
        rls.erasable("listening_share"),
    ]
