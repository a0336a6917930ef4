from django.db import migrations

# A listening session that was gone through is seen under the same agreement as an exercise.
TRIGGER = """
DROP TRIGGER care_keep_sums_exercises ON couples_happening;
CREATE TRIGGER care_keep_sums_exercises AFTER INSERT ON couples_happening FOR EACH ROW
    WHEN (NEW.kind IN ({kinds})) EXECUTE FUNCTION care_keep_sums('exercises');
"""


class Migration(migrations.Migration):
    dependencies = [("care", "0009_within_reach_of_both"), ("couples", "0014_listening")]
    operations = [
        migrations.RunSQL(
            TRIGGER.format(kinds="'exercise_finished', 'listening_finished'"),
            TRIGGER.format(kinds="'exercise_finished'"),
        )
    ]
