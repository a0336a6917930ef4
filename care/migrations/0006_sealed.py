from django.db import migrations

import privacy.fields
from privacy import sealing

WORDS = {"owner": "therapist_id", "row": ("public_id",)}


class Migration(migrations.Migration):
    dependencies = [("care", "0005_within_reach"), ("privacy", "0002_keys")]
    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RemoveConstraint(
                    "therapistmilestone", "therapist_words_a_milestone_once"
                ),
                migrations.AlterField(
                    "therapistmilestone",
                    "title",
                    privacy.fields.EncryptedTextField(verbose_name="milestone", **WORDS),
                ),
                migrations.AlterField(
                    "therapistmilestone",
                    "line",
                    privacy.fields.EncryptedTextField(
                        blank=True, verbose_name="a line for them to read", **WORDS
                    ),
                ),
            ],
            database_operations=sealing.seal(
                "care_therapistmilestone",
                {"title": "title", "line": "line"},
                binding=("therapist_id", "public_id"),
            ),
        )
    ]
