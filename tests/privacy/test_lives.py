"""Couples’ lives at random: after every turn, each reads what the policy says and nothing else."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
import time_machine
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests import factories
from tests.exercises.conftest import published
from tests.privacy import matrix
from tests.privacy.lives import reading
from tests.privacy.lives.machine import Lives
from tests.privacy.lives.stage import PARTNERS

USUAL, HEAVY = 50, 3_000
TURNS = 20


@pytest.fixture
def lives(now: datetime, settings: Any) -> Iterator[type[Lives]]:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    people = {name: factories.person(name) for name in PARTNERS}
    people["tess"] = factories.therapist("tess")
    published("a-true-thank-you", "write", now=now)
    with time_machine.travel(now, tick=False) as traveller:
        yield type(
            "TheseLives",
            (Lives,),
            {"people": people, "clock": staticmethod(traveller.move_to), "begins": now},
        )


def test_everybody_reads_what_the_policy_says(
    lives: type[Lives], request: pytest.FixtureRequest
) -> None:
    many = HEAVY if request.config.getoption("--heavy") else USUAL
    run_state_machine_as_test(
        lives,
        settings=settings(
            max_examples=many,
            stateful_step_count=TURNS,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_every_table_that_people_read_of_one_another_is_read_here() -> None:
    people = set(matrix.PEOPLE.split())
    shared = {
        name for name, rule in matrix.RULES.items() if len(people & set(rule.reads.split())) > 1
    }
    assert shared <= reading.TABLES | reading.LEFT_OUT.keys() | matrix.CONTENT.keys()
    assert not reading.TABLES & reading.LEFT_OUT.keys()
