"""The addresses of closeness, and what a browser gets there."""

import re
from typing import Any

from django.test import Client

HOME, CARDS, PACE = "/closeness/", "/closeness/cards/", "/closeness/pace/"
BEGIN, REST = "/closeness/begin/", "/closeness/rest/"
IDEAS, TOGETHER = "/closeness/ideas/", "/closeness/together/"


def page(client: Client, path: str = HOME) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return str(answer.content.decode())


def thing(public_id: str, what: str) -> str:
    return f"/closeness/things/{public_id}/{what}/"


def how(public_id: str) -> str:
    return f"/closeness/how/{public_id}/"


def level(number: int, what: str = "") -> str:
    return f"/closeness/level/{number}/{what}"


def sent(client: Client, path: str, **fields: Any) -> str:
    """What is read on the page to which it leads."""
    answer = client.post(path, fields, follow=True)
    assert answer.status_code == 200, path
    assert answer.redirect_chain, path
    return str(answer.content.decode())


def without_tokens(shown: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", shown)


def headings(shown: str) -> list[str]:
    return [line.split(">")[1].split("<")[0] for line in shown.split("<h") if line[:1] in "123"]
