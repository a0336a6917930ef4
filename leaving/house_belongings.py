"""What becomes of the rows below this app when a person is erased; each app above says it of its own."""

from couples import chronicle
from leaving.belongings import Belonging, Kept

BY_USER = "user_id = %(person)s"
NAMES_NOBODY = "the account is empty, and whoever stayed has this row too"

BELONGINGS = (
    Belonging("leaving_exportpiece"),
    Belonging("leaving_export"),
    Belonging("reminders_reminder"),
    Belonging("reminders_preferences"),
    Belonging("couples_agreement"),
    Belonging("couples_journal"),
    Belonging("couples_safetycheck"),
    Belonging("couples_toldalone"),
    Belonging("couples_happening", "by_id = %(person)s"),
    Belonging(
        "account_emailconfirmation",
        """email_address_id IN (
            SELECT id FROM account_emailaddress WHERE user_id = %(person)s)""",
    ),
    Belonging("account_emailaddress", BY_USER),
    Belonging("mfa_authenticator", BY_USER),
    Belonging("usersessions_usersession", BY_USER),
    # The staff's own log repeats the name of an account that was looked after.
    Belonging(
        "django_admin_log",
        """object_id = %(person)s::text AND content_type_id IN (
            SELECT id FROM django_content_type WHERE app_label = 'couples' AND model = 'user')""",
        becomes="object_repr = ''",
    ),
)
KEPT = (
    Kept("leaving_erasure", "person_id", "says when, and holds nothing else"),
    Kept("couples_couple", "started_by_id", NAMES_NOBODY),
    Kept("couples_membership", "person_id", NAMES_NOBODY),
    Kept("couples_carelink", "proposed_by_id", NAMES_NOBODY),
    Kept("couples_invitation", "made_by_id", "an old link answers as any used link does"),
    Kept("couples_invitation", "used_by_id", NAMES_NOBODY),
    Kept("couples_carelink", "therapist_id", "therapists do not erase themselves"),
    Kept("couples_toldalone", "therapist_id", "therapists do not erase themselves"),
    Kept("couples_agreed", "therapist_id", "therapists do not erase themselves"),
    Kept("couples_therapist", "person_id", "therapists do not erase themselves"),
    Kept("couples_user_groups", "user_id", "staff do not erase themselves"),
    Kept("couples_user_user_permissions", "user_id", "staff do not erase themselves"),
    Kept("django_admin_log", "user_id", "staff do not erase themselves"),
)


def histories() -> list[Kept]:
    """Of all content, whichever app keeps it."""
    reason = "staff do not erase themselves"
    return [Kept(table, "history_user_id", reason) for table in chronicle.tables()]
