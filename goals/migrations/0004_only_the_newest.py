from importlib import import_module

from django.db import migrations

before = import_module("goals.migrations.0002_policies")

OF_THE_OTHER = f"""{before.MINE} AND {before.OPEN_HERE} AND EXISTS (SELECT FROM goals_version version
    WHERE version.goal_id = goals_signature.goal_id
    AND version.number = goals_signature.version AND version.person_id <> {before.ME})"""
NEWEST = """NOT EXISTS (SELECT FROM goals_version later
    WHERE later.goal_id = goals_signature.goal_id AND later.number > goals_signature.version)"""


def sign(rows: str) -> str:
    return f"ALTER POLICY sign ON goals_signature WITH CHECK ({rows});"


class Migration(migrations.Migration):
    """Nobody signs words from which their writer has gone on to others."""

    dependencies = [("goals", "0003_own_rows_first")]
    operations = [migrations.RunSQL(sign(f"{OF_THE_OTHER} AND {NEWEST}"), sign(OF_THE_OTHER))]
