from django.db import migrations

from couples import staff

EVERYTHING = ("view", "add", "change", "delete")


class Migration(migrations.Migration):
    dependencies = [("exercises", "0002_policies"), ("couples", "0004_staff")]
    operations = [
        staff.may(staff.EDITORS, "exercises", "exercise", "view", "add", "change"),
        staff.may(staff.EDITORS, "exercises", "exerciseversion", *EVERYTHING),
        staff.may(staff.EDITORS, "exercises", "step", *EVERYTHING),
    ]
