from django.db import migrations

from privacy import rls


class Migration(migrations.Migration):
    """Of each key its own seat, where PostgreSQL looked through the seats of all couples."""

    dependencies = [("closeness", "0003_with_their_therapist")]
    operations = [
        rls.reword(
            "keys.person",
            "dealer",
            rows="EXISTS (SELECT FROM closeness_seat seat WHERE seat.person_id = person.person_id)",
            was="person_id IN (SELECT person_id FROM closeness_seat)",
        ),
    ]
