from django.db import migrations

from privacy import rls


class Migration(migrations.Migration):
    """What rows of one refer to, and somebody else reads as well (couples 0021)."""

    dependencies = [("mending", "0006_chronicle_policies")]
    operations = [
        rls.hide_system_columns("mending_apology"),
        rls.hide_system_columns("mending_attempt"),
    ]
