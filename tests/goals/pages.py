"""The addresses of goals, and what a browser sends and gets."""

from typing import Any

from django.test import Client

from goals.models import Goal
from goals.wording import STEPS
from privacy.identifiers import new_public_id
from tests.goals.tales import SENTENCES, TITLE

HOME, NEW = "/goals/", "/goals/new/"


def at(goal: Goal, act: str = "") -> str:
    return f"/goals/{goal.public_id}/{act}"


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return str(answer.content.decode())


def sent(token: str = "", **fields: Any) -> dict[str, Any]:
    whole = {"stage": "closeness", "title": TITLE} | dict(zip(STEPS, SENTENCES, strict=True))
    return {"token": token or new_public_id(), "seen": 0} | whole | fields
