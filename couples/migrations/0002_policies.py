from django.db import migrations

from privacy import rls

MY_COUPLE = "couple_id = (SELECT moments_my_couple())"

QUESTIONS = [
    rls.question(
        "moments_my_couple",
        "",
        "bigint",
        "SELECT couple_id FROM couples_membership WHERE person_id = moments_me() AND left_at IS NULL",
    ),
    rls.question(
        "moments_my_therapist",
        "",
        "bigint",
        """SELECT link.therapist_id FROM couples_carelink link
        JOIN couples_membership mine ON mine.couple_id = link.couple_id
        WHERE mine.person_id = moments_me() AND mine.left_at IS NULL AND link.ended_at IS NULL""",
    ),
    # Agreed means: two people are in it now, and the newest decision of each says yes to this kind.
    rls.question(
        "moments_agreed_couples",
        "what text",
        "SETOF bigint",
        """SELECT link.couple_id FROM couples_carelink link
        JOIN couples_membership member ON member.couple_id = link.couple_id AND member.left_at IS NULL
        JOIN LATERAL (
            SELECT ratings, notes, milestones, exercises FROM couples_agreement
            WHERE care_link_id = link.id AND person_id = member.person_id
            ORDER BY version DESC LIMIT 1
        ) newest ON true
        WHERE link.therapist_id = moments_me() AND link.ended_at IS NULL AND CASE what
            WHEN 'ratings' THEN newest.ratings
            WHEN 'notes' THEN newest.notes
            WHEN 'milestones' THEN newest.milestones
            WHEN 'exercises' THEN newest.exercises
            WHEN 'any' THEN newest.ratings OR newest.notes OR newest.milestones OR newest.exercises
            ELSE false END
        GROUP BY link.couple_id HAVING count(*) = 2""",
    ),
    rls.question(
        "moments_my_people",
        "",
        "SETOF bigint",
        """SELECT person_id FROM couples_membership
        WHERE couple_id = moments_my_couple() AND left_at IS NULL
        UNION SELECT moments_my_therapist()
        UNION SELECT person_id FROM couples_membership
        WHERE left_at IS NULL AND couple_id IN (SELECT moments_agreed_couples('any'))""",
    ),
    # A link in the hand opens one row: whose invitation it is.
    rls.question(
        "moments_inviter",
        "",
        "bigint",
        "SELECT made_by_id FROM couples_invitation WHERE token_hash = moments_token()",
    ),
    rls.question(
        "moments_invited_to",
        "",
        "bigint",
        """SELECT couple_id FROM couples_invitation
        WHERE token_hash = moments_token() AND used_at IS NULL AND withdrawn_at IS NULL""",
    ),
    rls.question(
        "moments_therapist_by_code",
        "given text",
        "bigint",
        "SELECT person_id FROM couples_therapist WHERE code = upper(given)",
    ),
]

ACCOUNT_TABLES = ("account_emailaddress", "usersessions_usersession")

MINE = "user_id = moments_me()"


def account(table: str, *, staff: bool) -> migrations.RunSQL:
    """Sign-in tables: one's own; everybody's while nobody is known yet, for sign-in must look."""
    extra = " OR moments_is_staff()" if staff else ""
    return rls.protect(table, rls.Policy("own", "ALL", f"{MINE} OR moments_door_is_open(){extra}"))


class Migration(migrations.Migration):
    dependencies = [
        ("couples", "0001_initial"),
        ("privacy", "0001_roles"),
        ("account", "0009_emailaddress_unique_primary_email"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("usersessions", "0001_initial"),
        ("admin", "0003_logentry_add_action_flag_choices"),
    ]
    operations = [
        *QUESTIONS,
        rls.protect(
            "couples_user",
            rls.Policy(
                "known",
                "SELECT",
                """id = moments_me() OR moments_door_is_open() OR moments_is_staff()
                OR id IN (SELECT moments_my_people()) OR id = (SELECT moments_inviter())""",
            ),
            rls.Policy("sign_up", "INSERT", "moments_door_is_open() OR moments_is_staff()"),
            rls.Policy(
                "own", "UPDATE", "id = moments_me() OR moments_door_is_open() OR moments_is_staff()"
            ),
            rls.Policy("accounts_work", "DELETE", "moments_is_staff()"),
            rls.steward("SELECT"),
        ),
        rls.protect(
            "couples_therapist",
            rls.Policy(
                "known",
                "SELECT",
                """person_id = moments_me() OR moments_is_staff()
                OR person_id = (SELECT moments_my_therapist())
                OR person_id = (SELECT moments_inviter())""",
            ),
            rls.Policy("accounts_work", "ALL", "moments_is_staff()"),
            rls.steward("SELECT"),
        ),
        rls.protect(
            "couples_couple",
            rls.Policy(
                "own",
                "SELECT",
                """id = (SELECT moments_my_couple()) OR started_by_id = moments_me()
                OR id IN (SELECT moments_agreed_couples('any'))
                OR id = (SELECT moments_invited_to())""",
            ),
            rls.Policy("start", "INSERT", "started_by_id = moments_me()"),
            rls.Policy(
                "end",
                "UPDATE",
                "id = (SELECT moments_my_couple())",
                check="true",
            ),
            rls.steward("SELECT"),
        ),
        rls.protect(
            "couples_membership",
            rls.Policy(
                "own",
                "SELECT",
                f"""person_id = moments_me() OR {MY_COUPLE}
                OR couple_id IN (SELECT moments_agreed_couples('any'))""",
            ),
            rls.Policy(
                "join_own_or_invited",
                "INSERT",
                """person_id = moments_me() AND (couple_id = (SELECT moments_invited_to())
                OR couple_id IN (SELECT id FROM couples_couple WHERE started_by_id = moments_me()))""",
            ),
            rls.Policy("leave", "UPDATE", MY_COUPLE, check="left_at IS NOT NULL"),
            rls.steward("SELECT"),
        ),
        rls.protect(
            "couples_invitation",
            rls.Policy("own", "SELECT", "made_by_id = moments_me()"),
            rls.Policy("in_the_hand", "SELECT", "token_hash = moments_token()"),
            rls.Policy("invite", "INSERT", "made_by_id = moments_me()"),
            rls.Policy("withdraw", "UPDATE", "made_by_id = moments_me()"),
            rls.Policy("use", "UPDATE", "token_hash = moments_token()"),
            rls.steward("SELECT"),
        ),
        rls.protect(
            "couples_pause",
            rls.Policy("own", "SELECT", MY_COUPLE),
            rls.Policy("ask", "INSERT", f"{MY_COUPLE} AND asked_by_id = moments_me()"),
            rls.Policy("end", "UPDATE", MY_COUPLE),
            rls.steward("SELECT"),
        ),
        rls.protect(
            "couples_carelink",
            rls.Policy(
                "own",
                "SELECT",
                f"""{MY_COUPLE}
                OR (therapist_id = moments_me()
                    AND couple_id IN (SELECT moments_agreed_couples('any')))""",
            ),
            rls.Policy("propose", "INSERT", f"{MY_COUPLE} AND proposed_by_id = moments_me()"),
            rls.Policy("end", "UPDATE", MY_COUPLE),
            rls.steward("SELECT"),
        ),
        rls.protect(
            "couples_agreement",
            rls.Policy("own", "SELECT", "person_id = moments_me()"),
            rls.Policy(
                "decide",
                "INSERT",
                """person_id = moments_me() AND care_link_id IN (
                    SELECT id FROM couples_carelink WHERE couple_id = (SELECT moments_my_couple()))""",
            ),
            rls.steward("SELECT"),
        ),
        rls.append_only("couples_agreement"),
        rls.protect(
            "couples_happening",
            rls.Policy("own", "SELECT", f"by_id = moments_me() OR (by_id IS NULL AND {MY_COUPLE})"),
            rls.Policy(
                "happen",
                "INSERT",
                f"{MY_COUPLE} AND (by_id = moments_me() OR by_id IS NULL)",
            ),
            rls.steward("SELECT", "INSERT"),
        ),
        rls.append_only("couples_happening"),
        *(account(table, staff=True) for table in ACCOUNT_TABLES),
        account("mfa_authenticator", staff=False),
        rls.protect(
            "account_emailconfirmation",
            rls.Policy("door", "ALL", "moments_door_is_open() OR moments_is_staff()"),
        ),
        rls.protect("django_admin_log", rls.Policy("staff", "ALL", "moments_is_staff()")),
    ]
