from django.db import migrations

from couples import staff
from privacy import rls

ME = "moments_me()"
MINE = f"person_id = {ME}"
MY_COUPLE = "couple_id = (SELECT moments_my_couple())"
STANDS = "ended_at IS NULL"
# What the other proposed, and what may be signed or let rest while the two are a couple.
THEIRS = f"""proposal_id IN (SELECT id FROM cues_proposal
    WHERE {MY_COUPLE} AND {STANDS} AND person_id <> {ME})"""
LEAVERS = "SELECT moments_leavers()"
OF_LEAVERS = f"""person_id IN ({LEAVERS})
    OR proposal_id IN (SELECT id FROM cues_proposal WHERE person_id IN ({LEAVERS}))"""


class Migration(migrations.Migration):
    dependencies = [
        ("cues", "0001_initial"),
        ("couples", "0008_keys_of_my_people"),
        ("leaving", "0003_leavers_for_the_house"),
        ("privacy", "0002_keys"),
    ]
    operations = [
        staff.may(staff.EDITORS, "cues", "cue", "view", "add", "change"),
        *staff.keeps_history("cues_historicalcue"),
        # Versions are only added. The house alone ends one, for both, and changes nothing else of it; whoever
        # proposed it goes on reading their own words.
        rls.protect(
            "cues_proposal",
            rls.Policy("writer", "SELECT", MINE),
            rls.Policy("us", "SELECT", f"{MY_COUPLE} AND {STANDS}"),
            rls.Policy(
                "propose",
                "INSERT",
                f"""{MINE} AND {MY_COUPLE} AND {STANDS} AND EXISTS (
                    SELECT FROM couples_membership
                    WHERE {MY_COUPLE} AND left_at IS NULL AND person_id <> {ME})""",
            ),
            rls.steward("SELECT", "UPDATE"),
        ),
        rls.only_changes("cues_proposal", "ended_at", role=rls.STEWARD),
        # Whoever lets one rest locks its row, which its writer would see.
        rls.hide_system_columns("cues_proposal"),
        # Nobody signs their own, and nobody takes a signature back: who no longer wants a cue retires it.
        rls.protect(
            "cues_signature",
            rls.Policy("writer", "SELECT", MINE),
            rls.Policy("us", "SELECT", MY_COUPLE),
            rls.Policy("sign", "INSERT", f"{MINE} AND {MY_COUPLE} AND {THEIRS}"),
        ),
        # What somebody lets rest has one reader. The house has no policy: nothing can count these.
        rls.protect(
            "cues_setaside",
            rls.Policy("own", "ALL", MINE, check=f"{MINE} AND {THEIRS}"),
        ),
        rls.keep("cues_proposal", ("words",), ("id", "person_id", "public_id", "version")),
        rls.erasable("cues_proposal"),
        rls.erasable("cues_signature", OF_LEAVERS),
        rls.erasable("cues_setaside", OF_LEAVERS),
    ]
