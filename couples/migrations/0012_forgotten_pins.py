from django.db import migrations

from privacy import rls


class Migration(migrations.Migration):
    dependencies = [
        ("couples", "0011_zone_is_told"),
    ]

    operations = [
        # Whose lock will go away by itself is told so, whoever asked for it; of other locks the house knows
        # nothing.
        rls.allow(
            "couples_journal",
            rls.Policy("forgotten", "SELECT", "forgotten_at IS NOT NULL", role=rls.STEWARD),
        ),
    ]
