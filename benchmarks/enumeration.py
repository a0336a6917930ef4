"""Whether time tells who has an account: sign-in, reset and sign-up, for known and unknown addresses.

Beside Welch’s t stand the difference that would have been seen, and the same comparison of the bare work,
with the waiting taken away.
"""

import http.client
import math
import random
import secrets
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from os import environ
from urllib.parse import urlencode

from allauth.account.models import EmailAddress

from benchmarks import house, load, people, welch
from benchmarks.house import SUPERUSER
from benchmarks.verdict import Verdict
from couples.models import User

EACH = int(
    environ.get("EACH", "300")
)  # requests to each door, for each of the two kinds of address
BARE = 60
PASSWORD = "a long quiet evening"

Fields = Callable[[str], dict[str, str]]
DOORS: dict[str, tuple[str, Fields]] = {
    "Sign-in": ("/account/login/", lambda email: {"login": email, "password": "not the one"}),
    "Reset": ("/account/password/reset/", lambda email: {"email": email}),
    "Sign-up": (
        "/account/signup/",
        lambda email: {"email": email, "display_name": "Nora", "password1": PASSWORD},
    ),
}


def run() -> Iterator[Verdict]:
    known = _known(EACH + BARE)
    with house.ours(SIGN_IN_STEP_MS="0", LOG_LEVEL="CRITICAL") as server:
        bare = {door: welch.t(*_times(server.port, door, known[:BARE])) for door in DOORS}
    with house.ours(LOG_LEVEL="CRITICAL") as server:  # no mail server answers here
        for door in DOORS:
            here, there = _times(server.port, door, known[BARE:])
            told = welch.t(here, there)
            what = f"t = {told:.2f} ({welch.shown(here)} and {welch.shown(there)})"
            beside = f"{welch.would_be_seen(here, there)}; t = {bare[door]:.1f} without waiting"
            yield Verdict(f"{door}, known and unknown", what, beside, abs(told), welch.GOAL)


def _known(number: int) -> list[str]:
    """Addresses of people with a password and a confirmed address."""
    pairs = people.couples(math.ceil(number / 2), now=datetime.now(UTC))
    everybody = [person for pair in pairs for person in pair][:number]
    kept = User(email="x@example.org")
    kept.set_password(PASSWORD)
    keys = [person.pk for person in everybody]
    User.objects.using(SUPERUSER).filter(pk__in=keys).update(password=kept.password)
    EmailAddress.objects.using(SUPERUSER).bulk_create(
        EmailAddress(user=person, email=person.email, verified=True, primary=True)
        for person in everybody
    )
    return [person.email for person in everybody]


def _times(port: int, door: str, known: list[str]) -> tuple[list[float], list[float]]:
    """Both kinds in one mixed row, so that whatever else the machine does falls on both alike."""
    unknown = [f"{secrets.token_hex(6)}@example.org" for _ in known]
    row = [(email, kind) for kind, some in enumerate((known, unknown)) for email in some]
    random.SystemRandom().shuffle(row)
    with ThreadPoolExecutor(2) as pool:
        took = list(pool.map(lambda one: _knock(port, door, one[0]), row))
    times: tuple[list[float], list[float]] = ([], [])
    for (_, kind), seconds in zip(row, took, strict=True):
        times[kind].append(seconds)
    return times


def _knock(port: int, door: str, email: str) -> float:
    """Each from an address of its own, so that no limit is reached."""
    path, fields = DOORS[door]
    body = urlencode(fields(email) | {"csrfmiddlewaretoken": load.TOKEN})
    address = ".".join(str(secrets.randbelow(254) + 1) for _ in range(4))
    headers = {
        "Host": "localhost",
        "Origin": "https://localhost",
        "Cookie": f"__Host-csrf={load.TOKEN}",
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Forwarded-Proto": "https",
        "X-Forwarded-For": address,
    }
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.connect()
    began = time.perf_counter()
    connection.request("POST", path, body, headers)
    answer = connection.getresponse()
    answer.read()
    took = time.perf_counter() - began
    connection.close()
    if answer.status not in (200, 302):
        raise RuntimeError(f"{path} answered {answer.status}")
    return took
