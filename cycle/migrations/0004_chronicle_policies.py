from django.db import migrations

from couples import staff


class Migration(migrations.Migration):
    dependencies = [("cycle", "0003_chronicle"), ("couples", "0002_policies")]
    operations = staff.keeps_history("cycle_historicalchoice")
