"""What no browser of ours would send, to every page, from people to whom its rows are theirs."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.utils import timezone

from couples.models import User
from tests import pages
from tests.conftest import ClientOf
from tests.pages import GAPS
from tests.privacy import addresses
from tests.privacy import world as worlds
from tests.privacy.who import World

FORM = "application/x-www-form-urlencoded"
SIGNED_OUT_BY_IT = {"account_logout", "couples:leave"}
THERAPISTS = ("/caseload/", "/invite/")
# Every field that a form of a page reads, and every name that a page reads from its address.
NAMES = """
    q page step seen next go on version follows closeness safe stress energy sleep needs appreciation
    note audience days at minutes zone held from_step display_name called time_zone language code
    ratings notes milestones exercises title line words wanted check_in_at quiet_from quiet_to
    token story cues own_cue moves own_move feelings own_feeling own_need chosen own
"""

Send = Callable[[Client, str], Any]


def filled(value: str) -> str:
    return "&".join(f"{name}={value}" for name in NAMES.split())


def posting(body: str | bytes, content_type: str = FORM) -> Send:
    return lambda client, url: client.generic("POST", url, body, content_type)


def asking_for(query: str) -> Send:
    return lambda client, url: client.get(f"{url}?{query}")


REQUESTS: dict[str, Send] = {
    "words where numbers belong": asking_for(filled("abc")),
    "numbers too large": asking_for(filled("9" * 5000)),
    "numbers below nought": asking_for(filled("-1")),
    "NUL in the address": asking_for(filled("%00")),
    "no UTF-8 in the address": asking_for(filled("%ff%fe")),
    "PUT": lambda client, url: client.put(url),
    "DELETE": lambda client, url: client.delete(url),
    "HEAD": lambda client, url: client.head(url),
    "OPTIONS": lambda client, url: client.options(url),
    "NUL in the form": posting(filled("%00")),
    "no UTF-8 in the form": posting(filled("é").encode("latin-1")),
    "huge numbers in the form": posting(filled("9" * 5000)),
    "too many fields": posting("&".join(f"a{number}=1" for number in range(1100))),
    "an unknown charset": posting("a=1", f"{FORM}; charset=nosuch"),
    "a broken upload": posting(b"--x\r\ngarbage\xff\x00", "multipart/form-data; boundary=x"),
    "an upload without a boundary": posting(b"garbage", "multipart/form-data"),
    "no form at all": posting("{", "application/json"),
}


@pytest.fixture
def world() -> World:
    return worlds.build(timezone.now())


def urls(world: World, name: str) -> Iterator[str]:
    rows = addresses.rows(world)
    for one in pages.named():
        theirs = one.url.startswith(THERAPISTS) == (name == "tess")
        if theirs and not one.is_admin and one.name not in SIGNED_OUT_BY_IT:
            begins = [start for start in rows if one.url.startswith(start)]
            row = rows[max(begins, key=len)] if begins else GAPS["public_id"]
            yield one.url.replace(GAPS["public_id"], row)


@pytest.mark.parametrize("name", ["alice", "tess"])
def test_it_gets_an_answer(name: str, world: World, client_of: ClientOf) -> None:
    person: User = getattr(world, name)
    asked = list(urls(world, name))
    assert len(asked) >= 5
    for what, send in REQUESTS.items():
        with transaction.atomic():
            client = client_of(person)
            client.raise_request_exception = False
            answers = {url: send(client, url).status_code for url in asked}
            transaction.set_rollback(True)
        cache.clear()
        assert not {url: status for url, status in answers.items() if status >= 500}, what


@pytest.mark.parametrize("path", ["/check-in/", "/check-in/draft/", "/settings/", "/us/therapist/"])
def test_more_than_a_form_may_hold_is_refused_in_words(
    path: str, alice: User, client_of: ClientOf
) -> None:
    body = "note=" + "x" * settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    response = posting(body)(client_of(alice), path)
    assert response.status_code == 400
    assert "That did not arrive well" in response.content.decode()


@pytest.mark.parametrize("path", ["/%00", "/%ff%fe/", "/exercises/%00/", "/exercises/own/%00/1/"])
def test_an_address_that_cannot_be_is_not_there(
    path: str, alice: User, client_of: ClientOf
) -> None:
    assert client_of(alice).get(path).status_code == 404


@pytest.mark.parametrize("day", ["2026-02-30", "2026-13", "2026-00", "1999-01", "20२6-01", "today"])
def test_a_day_that_cannot_be_is_not_there(day: str, alice: User, client_of: ClientOf) -> None:
    assert client_of(alice).get(f"/history/{day}/").status_code == 404


@pytest.mark.parametrize("month", ["2000-01", "2099-12"])
def test_a_month_far_away_is_empty(month: str, alice: User, client_of: ClientOf) -> None:
    assert client_of(alice).get(f"/history/{month}/").status_code == 200


@pytest.mark.parametrize("name", ["session", "csrf", "messages"])
def test_a_cookie_of_somebody_s_own_making_opens_and_breaks_nothing(
    name: str, client: Client
) -> None:
    for value in (r'"\000bcdefghijkl"', "ÿ" * 32, "a" * 4000):
        client.cookies.clear()
        assert client.get("/", headers={"Cookie": f"{name}={value}"}).status_code == 302


@pytest.mark.parametrize("credential", ["9" * 5000, "[" * 5000, "{}", "null", "\x00"])
def test_a_passkey_that_no_browser_makes_is_refused(credential: str, client: Client) -> None:
    client.raise_request_exception = False
    page = "/account/2fa/webauthn/login/"
    assert client.post(page, {"credential": credential}).status_code < 500
