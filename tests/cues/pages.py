"""The addresses of cues, and what a browser sends and gets."""

import re

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cues.models import Proposal
from privacy.identifiers import new_public_id
from tests.privacy import masks

HOME, NEW = "/cues/", "/cues/new/"
TOKEN = re.compile(rb'name="token" value="([\w-]{22})"')


def page(client: Client, path: str = HOME) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def post(client: Client, path: str, **fields: object) -> str:
    answer = client.post(path, fields, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def send(client: Client, **fields: object) -> str:
    return post(client, NEW, **({"token": new_public_id()} | fields))


def under(one: Proposal, name: str) -> str:
    return f"{HOME}{one.public_id}/{name}/"


def looked(client: Client, *paths: str) -> list[tuple[int, bytes, int]]:
    """All that somebody may look at: status, bytes, and how many questions it took."""
    seen = []
    for path in (HOME, *paths, NEW, "/", "/exercises/", "/moments/"):
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(path)
        masked = TOKEN.sub(b"", masks.without_csrf(answer.content))
        seen.append((answer.status_code, masked, len(captured)))
    return seen


def page_after(client: Client, path: str) -> str:
    return str(client.get(path, follow=True).content.decode())
