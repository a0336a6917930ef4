from django.db import migrations

from privacy import rls

MY_COUPLE = "couple_id = (SELECT moments_my_couple())"
OURS = f"{MY_COUPLE} AND moment_id IN (SELECT id FROM checkins_moment WHERE {MY_COUPLE})"
LEFT_BEHIND = """couple_id IN (SELECT couple_id FROM couples_membership
    WHERE person_id IN (SELECT moments_leavers()))"""


class Migration(migrations.Migration):
    dependencies = [
        ("checkins", "0020_together"),
        ("leaving", "0002_policies"),
    ]
    operations = [
        # Of the two alike: either puts something there, and takes it out. A therapist reads the moment, not this.
        rls.protect(
            "checkins_together",
            rls.Policy("us", "ALL", MY_COUPLE, check=OURS),
            rls.steward("SELECT", "UPDATE"),
        ),
        rls.erasable("checkins_together", LEFT_BEHIND),
    ]
