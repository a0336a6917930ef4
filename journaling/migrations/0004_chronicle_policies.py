from django.db import migrations

from couples import staff


class Migration(migrations.Migration):
    dependencies = [("journaling", "0003_chronicle"), ("couples", "0002_policies")]
    operations = staff.keeps_history("journaling_historicalprompt")
