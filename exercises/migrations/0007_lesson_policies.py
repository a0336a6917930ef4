from django.db import migrations

from privacy import rls

MINE = "person_id = moments_me()"

# That somebody has read a lesson is nobody’s business, whoever asks the database to write it down.
LESSONS_STAY_ONES_OWN = """
CREATE POLICY not_of_a_lesson ON exercises_completion AS RESTRICTIVE FOR INSERT TO moments_web
    WITH CHECK (exercise_id IN (SELECT id FROM exercises_exercise WHERE kind <> 'lesson'));
"""
UNDO = "DROP POLICY not_of_a_lesson ON exercises_completion;"


class Migration(migrations.Migration):
    dependencies = [("exercises", "0006_lessons"), ("privacy", "0002_keys")]
    operations = [
        migrations.RunSQL(LESSONS_STAY_ONES_OWN, UNDO),
        rls.protect("exercises_favourites", rls.Policy("own", "ALL", MINE)),
        rls.keep("exercises_favourites", ("exercises",), ("person_id",)),
        rls.erasable("exercises_favourites"),
    ]
