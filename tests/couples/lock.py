"""The lock of one's own private words, as a browser meets it: what is written behind it, and what is seen."""

import re
from typing import Any

from django.test import Client

from couples.models import Journal, User
from exercises.models import Sitting
from privacy.context import acting_as

PIN = "402871"
SECRET = "I do not know whether I can stay."
DRAFTED = "I have not told anybody."
ANSWERED = "I was ashamed."


def places(sitting: Sitting) -> list[str]:
    exercise = f"/exercises/own/{sitting.public_id}/"
    days = ["/", "/history/", "/history/2026-05-06/", "/check-in/", "/check-in/yesterday/"]
    return [*days, exercise, f"{exercise}1/"]


def seen(browser: Client, sitting: Sitting) -> set[str]:
    pages = [browser.get(path).content.decode() for path in places(sitting)]
    return {text for text in (SECRET, DRAFTED, ANSWERED) if any(text in page for page in pages)}


def open_it(browser: Client, pin: str = PIN) -> Any:
    return browser.post("/settings/journal/open/", {"pin": pin, "next": "/history/"})


def state(person: User) -> Journal:
    with acting_as(person):
        return Journal.objects.get(person=person)


def masked(page: bytes) -> bytes:
    return re.sub(rb'value="[A-Za-z0-9]{64}"', b"", page)
