from django.db import migrations

from privacy import rls


class Migration(migrations.Migration):
    dependencies = [("exercises", "0007_lesson_policies")]
    operations = [
        rls.rename("own", "writer", "exercises_completion"),
    ]
