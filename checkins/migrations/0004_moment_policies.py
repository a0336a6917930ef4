from django.db import migrations

from privacy import rls

MY_COUPLE = "couple_id = (SELECT moments_my_couple())"


class Migration(migrations.Migration):
    dependencies = [("checkins", "0003_moments")]
    operations = [
        rls.protect(
            "checkins_rhythm",
            rls.Policy("own", "SELECT", MY_COUPLE),
            rls.Policy("propose", "INSERT", f"{MY_COUPLE} AND proposed_by_id = moments_me()"),
            rls.Policy("decide", "UPDATE", MY_COUPLE),
            rls.steward("SELECT", "UPDATE"),
        ),
        # Moments are written by the house alone: nobody can say for both that one was held.
        rls.protect(
            "checkins_moment",
            rls.Policy("own", "SELECT", MY_COUPLE),
            rls.Policy(
                "therapist_reads",
                "SELECT",
                "couple_id IN (SELECT moments_agreed_couples('milestones'))",
            ),
            rls.steward("SELECT", "INSERT", "UPDATE"),
        ),
        rls.protect(
            "checkins_mark",
            rls.Policy(
                "own",
                "ALL",
                "person_id = moments_me()",
                check=f"""person_id = moments_me() AND moment_id IN (
                    SELECT id FROM checkins_moment WHERE {MY_COUPLE})""",
            ),
            rls.steward("SELECT"),
        ),
    ]
