from django.db import migrations

from privacy import rls


class Migration(migrations.Migration):
    dependencies = [("checkins", "0015_no_day_that_was_over_before_joining")]
    operations = [
        rls.rename(
            "own",
            "writer",
            "checkins_checkin",
            "checkins_note",
            "checkins_safetyanswer",
            "checkins_sharedwords",
        ),
        rls.rename("own", "us", "checkins_moment"),
    ]
