from django.db import migrations

from couples import staff


class Migration(migrations.Migration):
    dependencies = [("care", "0002_policies"), ("couples", "0004_staff")]
    operations = [staff.may(staff.EDITORS, "care", "milestone", "view", "add", "change")]
