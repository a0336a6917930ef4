from django.db import migrations

from privacy import rls


class Migration(migrations.Migration):
    dependencies = [("care", "0015_no_system_columns")]
    operations = [rls.answers_few("care_within_reach(text[], date)")]
