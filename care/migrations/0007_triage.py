import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models.functions import Now

import privacy.fields
from privacy import rls

# The house removes a row by whose it is, and may ask nothing else of it.
BY_NAME_ALONE = f"""
REVOKE SELECT, INSERT, UPDATE ON care_triage FROM {rls.STEWARD};
GRANT SELECT (therapist_id) ON care_triage TO {rls.STEWARD};
"""

# A row is sealed as a whole. Whoever withdraws, parts or is erased takes it all away; the next visit
# looks at the others anew.
FORGET = """
BEGIN
    DELETE FROM care_triage WHERE therapist_id = OLD.therapist_id;
    RETURN NULL;
END
"""


class Migration(migrations.Migration):
    dependencies = [
        ("care", "0006_sealed"),
        ("checkins", "0013_written_at"),
        ("couples", "0010_ways_out"),
    ]
    operations = [
        migrations.CreateModel(
            name="Triage",
            fields=[
                (
                    "therapist",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "found",
                    privacy.fields.EncryptedJSONField(
                        verbose_name="couple to the last day that did not feel safe",
                        owner="therapist_id",
                        row=(),
                    ),
                ),
                (
                    "looked_at",
                    models.DateTimeField("by the clock of the database", db_default=Now()),
                ),
            ],
        ),
        rls.protect(
            "care_triage",
            rls.Policy("own", "ALL", "therapist_id = moments_me()"),
            rls.steward("SELECT", "DELETE"),
        ),
        migrations.RunSQL(BY_NAME_ALONE, migrations.RunSQL.noop),
        rls.keep("care_triage", ("found",), ("therapist_id",)),
        rls.duty("care_forget_triage", "couples_agreed", FORGET, after="DELETE", changed="true"),
    ]
