from importlib import import_module

from django.db import migrations

before = import_module("closeness.migrations.0003_with_their_therapist")

OF_ITS_COUPLE = f"""(care_link_id, couple_id) IN (SELECT id, couple_id FROM couples_carelink
    WHERE therapist_id = moments_me() AND ended_at IS NULL) AND {before.AGREED}"""

# What one of the two said yes to once would count for what comes back.
STAYS = """
CREATE POLICY stays_lifted ON closeness_hold AS RESTRICTIVE FOR UPDATE TO moments_web
    USING (ended_at IS NULL) WITH CHECK (true);
"""


class Migration(migrations.Migration):
    """A hold ends once, and with the agreement of the couple that it is about."""

    dependencies = [("closeness", "0004_own_rows_first")]
    operations = [
        migrations.RunSQL(before.therapist(OF_ITS_COUPLE), before.therapist(before.TO_THERAPIST)),
        migrations.RunSQL(STAYS, "DROP POLICY stays_lifted ON closeness_hold;"),
    ]
