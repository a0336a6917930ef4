from django.db import migrations

import privacy.fields
from privacy import sealing


class Migration(migrations.Migration):
    dependencies = [("exercises", "0003_editors"), ("privacy", "0002_keys")]
    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    "answer",
                    "words",
                    privacy.fields.EncryptedTextField(
                        max_length=20000, owner="person_id", row=("sitting_id", "step_id")
                    ),
                )
            ],
            database_operations=sealing.seal(
                "exercises_answer",
                {"words": "words"},
                binding=("person_id", "sitting_id", "step_id"),
            ),
        )
    ]
