from django.db import migrations

from privacy import rls

MY_COUPLE = "couple_id = (SELECT moments_my_couple())"
MINE = f"{MY_COUPLE} AND proposed_by_id = moments_me()"
NOT_AGREED = "status = 'proposed' AND accepted_by_id IS NULL"


def propose(rows: str) -> str:
    return f"ALTER POLICY propose ON checkins_rhythm WITH CHECK ({rows});"


def decide(rows: str) -> str:
    return f"ALTER POLICY decide ON checkins_rhythm USING ({rows});"


class Migration(migrations.Migration):
    """What is agreed on comes from a proposal of the one and a yes of the other: nobody writes both, changes what
    was wished for, or accepts what was taken back.
    """

    dependencies = [("checkins", "0023_no_system_columns")]
    operations = [
        migrations.RunSQL(propose(f"{MINE} AND {NOT_AGREED}"), propose(MINE)),
        migrations.RunSQL(decide(f"{MY_COUPLE} AND closed_at IS NULL"), decide(MY_COUPLE)),
        rls.only_changes("checkins_rhythm", "status", "accepted_by_id", "accepted_at", "closed_at"),
    ]
