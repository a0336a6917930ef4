from django.db import migrations

from privacy import rls

MY_COUPLE = "couple_id = (SELECT moments_my_couple())"


def agreed(kind: str) -> str:
    return f"couple_id IN (SELECT moments_agreed_couples('{kind}'))"


def therapist(kind: str) -> rls.Policy:
    return rls.Policy("therapist", "SELECT", agreed(kind))


OWN_WORDS = f"therapist_id = moments_me() AND {agreed('milestones')}"


class Migration(migrations.Migration):
    dependencies = [("care", "0001_initial"), ("couples", "0002_policies")]
    operations = [
        rls.protect(
            "care_milestone",
            rls.Policy("everyone_reads", "SELECT", "true"),
            rls.Policy("content_work", "ALL", "moments_is_staff()"),
            rls.steward("SELECT"),
        ),
        # Earned by what both did; nobody writes it for themselves, and nobody takes it away.
        rls.protect(
            "care_earned",
            rls.Policy("own", "SELECT", MY_COUPLE),
            therapist("milestones"),
            rls.steward("SELECT", "INSERT"),
        ),
        rls.append_only("care_earned"),
        rls.protect(
            "care_greeted",
            rls.Policy(
                "own",
                "ALL",
                "person_id = moments_me()",
                check=f"""person_id = moments_me() AND earned_id IN (
                    SELECT id FROM care_earned WHERE {MY_COUPLE})""",
            ),
        ),
        rls.protect(
            "care_therapistmilestone",
            rls.Policy("own", "ALL", OWN_WORDS),
            rls.Policy("marked", "SELECT", f"{MY_COUPLE} AND marked_at IS NOT NULL"),
        ),
        rls.protect(
            "care_lastactivity",
            rls.Policy(
                "therapist",
                "SELECT",
                " OR ".join(
                    f"(kind = '{kind}' AND {agreed(kind)})"
                    for kind in ("ratings", "milestones", "exercises")
                ),
            ),
            rls.steward("SELECT", "INSERT", "UPDATE"),
        ),
        rls.protect("care_lately", therapist("ratings"), rls.steward("SELECT", "INSERT", "UPDATE")),
    ]
