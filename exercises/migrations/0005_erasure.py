from django.db import migrations

from privacy import rls


class Migration(migrations.Migration):
    dependencies = [("exercises", "0004_sealed"), ("leaving", "0002_policies")]
    operations = [
        rls.erasable("exercises_sitting"),
        rls.erasable("exercises_answer"),
        rls.erasable("exercises_completion"),
    ]
