from django.db import migrations

from couples import staff


class Migration(migrations.Migration):
    dependencies = [("mending", "0005_chronicle"), ("couples", "0002_policies")]
    operations = staff.keeps_history("mending_historicalphrase")
