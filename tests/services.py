"""Loaded before Django: the tests run on a real PostgreSQL and a real Redis of their own."""

import os

import pytest

os.environ["MOMENTS_ENV"] = "test"

from config import services

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")

services.start()
# A Redis database for each worker, so that one test's rate limits are not another's.
if "REDIS_URL" not in os.environ or WORKER != "0":
    os.environ["REDIS_URL"] = f"{services.redis_url().split('?')[0]}?db={int(WORKER) % 16}"


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        services.stop()
