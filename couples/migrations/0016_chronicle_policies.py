from django.db import migrations

from couples import staff


class Migration(migrations.Migration):
    dependencies = [("couples", "0015_chronicle")]
    operations = staff.keeps_history("couples_historicalhelpline")
