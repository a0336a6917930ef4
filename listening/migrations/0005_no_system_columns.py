from django.db import migrations

from privacy import rls


class Migration(migrations.Migration):
    """What rows of one refer to, and somebody else reads as well (couples 0021)."""

    dependencies = [("listening", "0004_shared_with_one")]
    operations = [
        rls.hide_system_columns("listening_session"),
    ]
