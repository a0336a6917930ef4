"""The check of safety, step by step, as its pages send it."""

from collections.abc import Mapping
from typing import Any

from django.test import Client

from tests import pages

NOTHING: Mapping[str, str] = {}


def answer(browser: Client, answers: Mapping[str, str] = NOTHING) -> Any:
    return browser.post("/yourself/", {**answers, "step": "answer"})


def tell(browser: Client, answers: Mapping[str, str] = NOTHING, **fields: str) -> Any:
    """Answer, and tell the therapist from the page that comes after it."""
    answer(browser, answers)
    return pages.send(browser, "/yourself/", step="tell", **fields)
