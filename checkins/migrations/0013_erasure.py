from django.db import migrations, models

from privacy import rls


class Migration(migrations.Migration):
    dependencies = [("checkins", "0012_seen_of_ones_own"), ("leaving", "0002_policies")]

    operations = [
        migrations.AlterField(
            model_name="moment",
            name="status",
            field=models.CharField(
                choices=[
                    ("planned", "Planned"),
                    ("held", "Held"),
                    ("missed", "Missed"),
                    ("moved", "Moved"),
                    ("rested", "rested: a pause lay over it"),
                    ("called_off", "called off: the rhythm changed before it began"),
                    ("removed", "removed: one of the two is gone for good"),
                ],
                default="planned",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="rhythm",
            name="status",
            field=models.CharField(
                choices=[
                    ("proposed", "Proposed"),
                    ("agreed", "Agreed"),
                    ("answered", "answered with another time"),
                    ("withdrawn", "Withdrawn"),
                    ("replaced", "Replaced"),
                    ("ended", "Ended"),
                    ("removed", "removed: one of the two is gone for good"),
                ],
                default="proposed",
                max_length=10,
            ),
        ),
        rls.erasable("checkins_checkin"),
        rls.erasable("checkins_sharedwords"),
        rls.erasable("checkins_safetyanswer"),
        rls.erasable("checkins_note"),
        rls.erasable("checkins_draft"),
        rls.erasable("checkins_mark"),
        # Of theirs, and about their days.
        rls.erasable(
            "checkins_seen",
            """person_id IN (SELECT moments_leavers()) OR check_in_id IN (
                SELECT id FROM checkins_checkin WHERE person_id IN (SELECT moments_leavers()))""",
        ),
    ]
