from django.db import connection


def one_at_a_time(couple_id: int) -> None:
    """Two partners at once: the second waits for the first, and then sees what the first has done.

    A lock of its own: pairing holds the couple's while it waits for rows that a cause may hold.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"care:{couple_id}"]
        )
