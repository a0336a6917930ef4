from django.db import migrations

from privacy import rls


class Migration(migrations.Migration):
    dependencies = [("couples", "0007_agreed_now"), ("privacy", "0002_keys")]
    operations = [
        # Whoever reads somebody's words needs their key: one's partner, one's therapist, a couple that
        # agreed. Which words, the policies of the words say.
        rls.allow(
            "keys.person",
            rls.Policy("of_my_people", "SELECT", "person_id IN (SELECT moments_my_people())"),
        )
    ]
