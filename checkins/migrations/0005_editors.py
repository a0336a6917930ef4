from django.db import migrations

from couples import staff


class Migration(migrations.Migration):
    dependencies = [("checkins", "0004_moment_policies"), ("couples", "0004_staff")]
    operations = [staff.may(staff.EDITORS, "checkins", "need", "view", "add", "change")]
