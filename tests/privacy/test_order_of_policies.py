"""Whose row it is gets asked before anything that costs more (privacy/rls.py)."""

import re
from itertools import groupby
from operator import itemgetter

from django.db import connection

from couples.models import User
from privacy.context import acting_as

COSTS = re.compile(r"SELECT|\b(?!moments_me|moments_token)\w+_\w+\(")


def price(rows: str) -> int:
    return len(COSTS.findall(rows))


def test_the_cheapest_is_the_last_by_name() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename, policyname, qual FROM pg_policies"
            " WHERE cmd = 'SELECT' AND 'moments_web' = ANY (roles) ORDER BY tablename, policyname"
        )
        by_table = [list(some) for _, some in groupby(cursor.fetchall(), key=itemgetter(0))]
    several = [some for some in by_table if len(some) > 1]
    assert len(several) > 10
    dear = {
        table: name
        for some in several
        for table, name, rows in some[-1:]
        if price(rows) > min(price(other) for *_, other in some)
    }
    assert dear == {}


def test_postgresql_asks_the_last_by_name_first(alice: User) -> None:
    with acting_as(alice), connection.cursor() as cursor:
        cursor.execute("EXPLAIN SELECT FROM checkins_checkin")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    own, agreed = plan.index("app.user_id"), plan.index("ANY")
    assert own < agreed
