from django.db import migrations, models
from django.db.models.functions import Now


class Migration(migrations.Migration):
    dependencies = [("checkins", "0013_erasure")]
    operations = [
        migrations.AddField(
            "safetyanswer",
            "written_at",
            models.DateTimeField("by the clock of the database", db_default=Now()),
        ),
        migrations.AddIndex(
            "safetyanswer",
            models.Index(fields=["couple", "written_at"], name="new_safety_answers_of_couple"),
        ),
    ]
