from django.db import migrations

from privacy import rls


class Migration(migrations.Migration):
    """What rows of one refer to, and somebody else reads as well (couples 0021)."""

    dependencies = [("care", "0014_chronicle_policies")]
    operations = [
        rls.hide_system_columns("care_earned"),
    ]
