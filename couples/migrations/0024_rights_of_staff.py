from django.db import migrations

from privacy import rls

TABLES = "auth_group, auth_group_permissions, auth_permission, django_content_type"
ROLES = f"{rls.WEB}, {rls.STEWARD}"


class Migration(migrations.Migration):
    """What each group of staff may do is written in migrations; no page and no rule of the house changes it."""

    dependencies = [("couples", "0023_ended_stays_ended")]
    operations = [
        migrations.RunSQL(
            f"REVOKE INSERT, UPDATE, DELETE ON {TABLES} FROM {ROLES};",
            f"GRANT INSERT, UPDATE, DELETE ON {TABLES} TO {ROLES};",
        )
    ]
