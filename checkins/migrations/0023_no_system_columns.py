from django.db import migrations

from privacy import rls


class Migration(migrations.Migration):
    """What rows of one refer to, and somebody else reads as well (couples 0021)."""

    dependencies = [("checkins", "0022_words_of_couple")]
    operations = [
        rls.hide_system_columns("checkins_checkin"),
        rls.hide_system_columns("checkins_moment"),
    ]
