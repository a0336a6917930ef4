"""The demo tells of weeks that have gone by. The database has a clock of its own for what nobody may date
back, and believes nobody; while the demo is written, its owner lets it believe what it is told.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.db import connections

AS_IT_IS: Final = "SELECT pg_get_functiondef('privacy_clock(timestamptz)'::regprocedure)"
BELIEVING: Final = """
CREATE OR REPLACE FUNCTION privacy_clock(told timestamptz) RETURNS timestamptz LANGUAGE sql STABLE AS $$
    SELECT told
$$;
"""


@contextmanager
def believing() -> Iterator[None]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(AS_IT_IS)
        ((before,),) = cursor.fetchall()
        cursor.execute(BELIEVING)
        try:
            yield
        finally:
            cursor.execute(before)
