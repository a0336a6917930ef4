"""The addresses of hard moments, and what a browser sends and gets."""

from typing import Any

from django.test import Client

from privacy.identifiers import new_public_id

HOME, MINE, NEW, SHARED = "/cycle/", "/cycle/moments/", "/cycle/moments/new/", "/cycle/shared/"
NAME, EXITS = "/cycle/name/", "/cycle/ways-out/"


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return str(answer.content.decode())


def sent(token: str = "", **fields: Any) -> dict[str, Any]:
    return {"token": token or new_public_id(), "seen": 0, "on": "2026-05-06"} | fields
