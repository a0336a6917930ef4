from importlib import import_module

from django.db import migrations

before = import_module("checkins.migrations.0010_sealed")

# As before, and the happening of it is written in the same breath.
HAND_IN = (
    before.HAND_IN.replace("readers text\n)", "readers text, public_id varchar, kind varchar\n)")
    .replace("whole bigint;", "whole bigint;\n    happening bigint;", 1)
    .replace(
        "RETURN whole;",
        """INSERT INTO couples_happening (public_id, kind, couple_id, by_id, "on", at)
    VALUES (public_id, kind, couple, me, day, at) RETURNING id INTO happening;
    RETURN happening;""",
    )
)


class Migration(migrations.Migration):
    dependencies = [
        ("checkins", "0016_writers_first"),
        ("couples", "0002_policies"),
    ]
    operations = [migrations.RunSQL(HAND_IN, before.HAND_IN)]
