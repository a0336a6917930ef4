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
from tests.privacy.lives.machine import PARTNERS, Lives

USUAL, HEAVY = 120, 3_000
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
