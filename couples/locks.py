from django.db import connection

from couples.models import Couple


def hold(*couples: Couple) -> None:
    """Nobody else joins, leaves or pauses these couples until the transaction ends.

    An advisory lock, because row locks need the right to update, which somebody invited has not;
    always in the order of the keys, so that two links that cross cannot wait for each other.
    """
    with connection.cursor() as cursor:
        for key in sorted({couple.pk for couple in couples}):
            cursor.execute(
                "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"couple:{key}"]
            )
