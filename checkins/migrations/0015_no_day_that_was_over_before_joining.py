from importlib import import_module

from django.db import migrations

before = import_module("checkins.migrations.0009_no_day_before_joining")

# A date lasts longer further west: whoever joins from there can still write a day that was over where the
# other lives, and was written there alone. Only days count that were not over for their writer by then.
AFTER = before.AFTER.replace(
    "WHERE mine.person_id",
    """JOIN couples_user whose ON whose.id = theirs.person_id
        WHERE day >= (own.joined_at AT TIME ZONE whose.time_zone)::date AND mine.person_id""",
)


class Migration(migrations.Migration):
    dependencies = [("checkins", "0014_written_at"), ("couples", "0002_policies")]
    operations = [
        migrations.RunSQL(before.question(AFTER), before.question(before.AFTER)),
    ]
