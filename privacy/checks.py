from collections.abc import Sequence
from typing import Any

from django.core.checks import Error, Tags, register
from django.db import connection

from privacy import masters
from privacy.masters import KeysDoNotFit


@register(Tags.database)
def master_keys_fit(
    app_configs: Any = None, databases: Sequence[str] | None = None, **options: Any
) -> list[Error]:
    """`migrate` asks this before anything else, and every other process waits for it."""
    if not databases or not _has_keys():
        return []
    try:
        masters.open_canaries()
    except KeysDoNotFit as reason:
        return [Error(str(reason), id="privacy.E001")]
    return []


def _has_keys() -> bool:
    """Not before the first migration."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_namespace WHERE nspname = 'keys'")
        return bool(cursor.fetchone()[0])
