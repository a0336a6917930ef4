from django.db import migrations

MY_COUPLE = "couple_id = (SELECT moments_my_couple())"


class Migration(migrations.Migration):
    dependencies = [("checkins", "0006_unsafe_days")]
    operations = [
        migrations.RunSQL(
            f"""ALTER POLICY decide ON checkins_rhythm USING ({MY_COUPLE})
            WITH CHECK ({MY_COUPLE} AND (status <> 'agreed' OR accepted_by_id = moments_me()));""",
            f"ALTER POLICY decide ON checkins_rhythm USING ({MY_COUPLE}) WITH CHECK ({MY_COUPLE});",
        )
    ]
