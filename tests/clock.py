"""The clock of the log of access. In tests, where time stands still, it believes what it is told."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

from django.db import connections

AS_SHIPPED: str = import_module("privacy.migrations.0006_own_clock").CLOCK
BELIEVING = AS_SHIPPED.replace("statement_timestamp()", "told")


def believe() -> None:
    _set(BELIEVING)


@contextmanager
def as_shipped() -> Iterator[None]:
    """For tests that commit."""
    _set(AS_SHIPPED)
    try:
        yield
    finally:
        believe()


def _set(clock: str) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(clock)
