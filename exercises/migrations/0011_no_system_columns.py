from django.db import migrations

from privacy import rls


class Migration(migrations.Migration):
    """What rows of one refer to, and somebody else reads as well (couples 0021)."""

    dependencies = [("exercises", "0010_chronicle_policies")]
    operations = [
        rls.hide_system_columns("exercises_exercise"),
        rls.hide_system_columns("exercises_exerciseversion"),
        rls.hide_system_columns("exercises_step"),
    ]
