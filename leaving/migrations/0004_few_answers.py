from django.db import migrations

from privacy import rls


class Migration(migrations.Migration):
    dependencies = [("leaving", "0003_leavers_for_the_house")]
    operations = [rls.answers_few("moments_leavers()")]
