from django.db import migrations

from couples import staff


class Migration(migrations.Migration):
    dependencies = [("care", "0013_chronicle"), ("couples", "0002_policies")]
    operations = staff.keeps_history("care_historicalmilestone")
