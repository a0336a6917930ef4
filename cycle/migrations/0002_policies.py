from django.db import migrations

from couples import staff
from privacy import rls

ME = "moments_me()"
MINE = f"person_id = {ME}"
MY_COUPLE = "couple_id = (SELECT moments_my_couple())"
SHARED_WITH_US = "shared_in_id = (SELECT moments_my_couple())"


class Migration(migrations.Migration):
    dependencies = [
        ("cycle", "0001_initial"),
        ("couples", "0008_keys_of_my_people"),
        ("leaving", "0002_policies"),
        ("privacy", "0002_keys"),
    ]
    operations = [
        staff.may(staff.EDITORS, "cycle", "choice", "view", "add", "change"),
        # What is not shared has one reader. The house has no policy: nothing can count these.
        rls.protect(
            "cycle_entry",
            rls.Policy(
                "writer",
                "ALL",
                MINE,
                check=f"{MINE} AND (shared_in_id IS NULL OR {SHARED_WITH_US})",
            ),
            rls.Policy("partner", "SELECT", SHARED_WITH_US),
        ),
        rls.protect("cycle_draft", rls.Policy("own", "ALL", MINE)),
        # Either names it anew, in their own name; nobody removes the row, so that versions only grow.
        rls.protect(
            "cycle_name",
            rls.Policy("writer", "SELECT", MINE),
            rls.Policy("us", "SELECT", MY_COUPLE),
            rls.Policy("name", "INSERT", f"{MINE} AND {MY_COUPLE}"),
            rls.Policy("rename", "UPDATE", MY_COUPLE, check=f"{MINE} AND {MY_COUPLE}"),
        ),
        rls.protect(
            "cycle_exit",
            rls.Policy("writer", "ALL", MINE, check=f"{MINE} AND {MY_COUPLE}"),
            rls.Policy("partner", "SELECT", MY_COUPLE),
        ),
        rls.keep("cycle_entry", ("told",), ("id", "person_id", "public_id")),
        rls.keep("cycle_draft", ("fields",), ("id", "person_id", "about")),
        rls.keep("cycle_name", ("words",), ("id", "person_id", "couple_id")),
        rls.keep("cycle_exit", ("words",), ("id", "person_id", "public_id")),
        *(rls.erasable(f"cycle_{table}") for table in ("entry", "draft", "name", "exit")),
    ]
