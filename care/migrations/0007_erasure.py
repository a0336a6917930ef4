from django.db import migrations

from privacy import rls

# What is summed of two is summed of the one who is erased as well.
THEIRS = """couple_id IN (
    SELECT couple_id FROM couples_membership WHERE person_id IN (SELECT moments_leavers()))"""


class Migration(migrations.Migration):
    dependencies = [("care", "0006_sealed"), ("leaving", "0002_policies")]
    operations = [
        rls.erasable("care_greeted"),
        rls.erasable("care_lastactivity", THEIRS),
        rls.erasable("care_lately", THEIRS),
    ]
