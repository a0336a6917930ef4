from django.db import migrations

from privacy import rls


class Migration(migrations.Migration):
    """What private rows refer to, and the other partner reads: every such row locks it for a moment, and
    leaves its mark in `xmax`.
    """

    dependencies = [("couples", "0020_agreed_to_closeness")]
    operations = [
        rls.hide_system_columns("couples_user"),
        rls.hide_system_columns("couples_couple"),
        rls.hide_system_columns("couples_carelink"),
    ]
