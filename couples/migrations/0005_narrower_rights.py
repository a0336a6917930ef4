from django.db import migrations

from privacy import rls

MINE = "made_by_id = moments_me()"
OWN_COUPLE = f"""{MINE} AND (couple_id IS NULL OR couple_id IN (
    SELECT id FROM couples_couple WHERE started_by_id = moments_me()))"""
IN_THE_HAND = "token_hash = moments_token()"

INVITATION = [
    (rls.Policy("invite", "INSERT", MINE), rls.Policy("invite", "INSERT", OWN_COUPLE)),
    (rls.Policy("withdraw", "UPDATE", MINE), rls.Policy("withdraw", "UPDATE", OWN_COUPLE)),
    (
        rls.Policy("use", "UPDATE", IN_THE_HAND),
        rls.Policy("use", "UPDATE", IN_THE_HAND, f"{IN_THE_HAND} AND used_by_id = moments_me()"),
    ),
]


def replace(table: str, old: rls.Policy, new: rls.Policy) -> migrations.RunSQL:
    drop = f'DROP POLICY "{old.name}" ON {table};'
    return migrations.RunSQL(f"{drop} {new.sql(table)}", f"{drop} {old.sql(table)}")


DOOR = "user_id = moments_me() OR moments_door_is_open()"
DOOR_AND_STAFF = f"{DOOR} OR moments_is_staff()"


def of_staff(table: str, mine: str) -> migrations.RunSQL:
    """Read by those whom it is about; written by staff."""
    return rls.protect(
        table,
        rls.Policy("own", "SELECT", mine),
        rls.Policy("accounts_work", "ALL", "moments_is_staff()"),
        rls.steward("SELECT"),
    )


def add(table: str, policy: rls.Policy) -> migrations.RunSQL:
    return migrations.RunSQL(policy.sql(table), f'DROP POLICY "{policy.name}" ON {table};')


class Migration(migrations.Migration):
    dependencies = [("couples", "0004_staff")]
    operations = [
        *(replace("couples_invitation", old, new) for old, new in INVITATION),
        # Staff open accounts; what lets somebody into one is not theirs to see or to change.
        replace(
            "usersessions_usersession",
            rls.Policy("own", "ALL", DOOR_AND_STAFF),
            rls.Policy("own", "ALL", DOOR),
        ),
        replace(
            "account_emailconfirmation",
            rls.Policy("door", "ALL", "moments_door_is_open() OR moments_is_staff()"),
            rls.Policy("door", "ALL", "moments_door_is_open()"),
        ),
        replace(
            "account_emailaddress",
            rls.Policy("own", "ALL", DOOR_AND_STAFF),
            rls.Policy("own", "ALL", DOOR),
        ),
        add("account_emailaddress", rls.Policy("staff_read", "SELECT", "moments_is_staff()")),
        add("account_emailaddress", rls.Policy("staff_open", "INSERT", "moments_is_staff()")),
        of_staff("couples_practice", "true"),
        of_staff("couples_user_groups", "user_id = moments_me()"),
        of_staff("couples_user_user_permissions", "user_id = moments_me()"),
        rls.only_changes("couples_invitation", "used_by_id", "used_at", "withdrawn_at"),
        rls.only_changes("couples_couple", "ended_at"),
        rls.only_changes("couples_membership", "left_at"),
        rls.only_changes("couples_carelink", "ended_at"),
        rls.only_changes("couples_pause", "ends_at"),
    ]
