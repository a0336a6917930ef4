import json
from typing import Any

from django.db import migrations

from privacy import rls, second_keys

TABLE = "mfa_authenticator"


def seal(apps: Any, schema_editor: Any) -> None:
    """What lay plain. The owner of the table is held by row-level security as well, but for this once."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {TABLE} NO FORCE ROW LEVEL SECURITY")
        cursor.execute(f"SELECT id, data FROM {TABLE} WHERE data ?| %s", [[*second_keys.SECRETS]])
        plain = [(key, json.loads(data)) for key, data in cursor.fetchall()]
        sealed = [(json.dumps(facts | sealed_secrets(facts)), key) for key, facts in plain]
        cursor.executemany(second_keys.CHANGE, sealed)
        cursor.execute(f"ALTER TABLE {TABLE} FORCE ROW LEVEL SECURITY")


def sealed_secrets(facts: dict[str, Any]) -> dict[str, str]:
    return {name: second_keys.seal(facts[name]) for name in second_keys.SECRETS if name in facts}


class Migration(migrations.Migration):
    dependencies = [
        ("privacy", "0004_no_sequences"),
        ("couples", "0002_policies"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]
    operations = [migrations.RunPython(seal), rls.keep(TABLE, ("data",), ("id",))]
