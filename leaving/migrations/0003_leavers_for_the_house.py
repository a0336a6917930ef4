from django.db import migrations

from privacy import rls


class Migration(migrations.Migration):
    dependencies = [("leaving", "0002_policies")]
    operations = [
        # Policies of the house alone ask it; no page has to know whose erasure has begun.
        migrations.RunSQL(
            f"""REVOKE EXECUTE ON FUNCTION moments_leavers() FROM PUBLIC;
            GRANT EXECUTE ON FUNCTION moments_leavers() TO {rls.STEWARD};""",
            "GRANT EXECUTE ON FUNCTION moments_leavers() TO PUBLIC;",
        )
    ]
