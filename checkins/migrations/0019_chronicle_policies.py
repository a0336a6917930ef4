from django.db import migrations

from couples import staff


class Migration(migrations.Migration):
    dependencies = [("checkins", "0018_chronicle"), ("couples", "0002_policies")]
    operations = staff.keeps_history("checkins_historicalneed")
