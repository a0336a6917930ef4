from django.db import migrations

from privacy import rls


class Migration(migrations.Migration):
    dependencies = [("care", "0010_listening")]
    operations = [
        rls.rename("own", "us", "care_earned"),
    ]
