from django.db import migrations

from couples import staff
from privacy import rls

ME = "moments_me()"
MINE = f"person_id = {ME}"
MY_COUPLE = "couple_id = (SELECT moments_my_couple())"


class Migration(migrations.Migration):
    dependencies = [
        ("journaling", "0001_initial"),
        ("couples", "0008_keys_of_my_people"),
        ("leaving", "0002_policies"),
        ("privacy", "0002_keys"),
    ]
    operations = [
        staff.may(staff.EDITORS, "journaling", "prompt", "view", "add", "change"),
        # A page is read by whoever wrote it, and by nobody else: not even the house counts them.
        rls.protect("journaling_entry", rls.Policy("writer", "ALL", MINE)),
        rls.only_changes("journaling_entry", "written", "page", "touched_at"),
        # What was shared is never changed: it is there, or it is not. A therapist never reads it.
        rls.protect(
            "journaling_shared",
            rls.Policy("partner", "SELECT", MY_COUPLE),
            rls.Policy(
                "share",
                "INSERT",
                f"{MINE} AND {MY_COUPLE} AND entry_id IN (SELECT id FROM journaling_entry WHERE {MINE})",
            ),
            rls.Policy("take_back", "DELETE", MINE),
            rls.Policy("writer", "SELECT", MINE),
        ),
        rls.keep("journaling_entry", ("written",), ("id", "person_id", "public_id")),
        rls.keep("journaling_shared", ("written",), ("id", "person_id", "public_id")),
        rls.erasable("journaling_entry"),
        rls.erasable("journaling_shared"),
    ]
