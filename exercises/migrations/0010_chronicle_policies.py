from django.db import migrations

from couples import staff
from privacy import rls

# To know whether a tick has something to do. What it does then, it does as content work.
A_TIME_IS_SET = rls.Policy("clock", "SELECT", "publish_at IS NOT NULL", role=rls.STEWARD)


class Migration(migrations.Migration):
    dependencies = [("exercises", "0009_chronicle"), ("couples", "0002_policies")]
    operations = [
        *staff.keeps_history("exercises_historicalexercise"),
        *staff.keeps_history("exercises_historicalexerciseversion"),
        *staff.keeps_history("exercises_historicalstep"),
        rls.allow("exercises_exerciseversion", A_TIME_IS_SET),
    ]
