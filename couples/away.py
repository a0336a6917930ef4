"""Somebody whose session ran out while their page stood open: where they come back to, and their words.

    @partner
    @away.keeps(drafting_function)
    @away.asks("words")
    def step(request, sitting_id, position): ...

What such a page sends is kept as a draft of whom the session belonged to. What cannot be kept, or not
all of it, is shown to whoever sent it: the fields for words that the page `asks` for. So it is where
somebody has signed in again meanwhile, in another tab, for that may be another person.
"""

import inspect
from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from couples.models import User
from privacy import sessions
from privacy.context import acting_as

View = TypeVar("View", bound=Callable[..., Any])
Keep = Callable[..., "Fate"]  # by=, data=, now=, and what the address names


class Fate(StrEnum):
    """What became of words that were sent too late."""

    KEPT = "kept"
    CUT = "cut"
    LOST = "lost"


def keeps(keep: Keep) -> Callable[[View], View]:
    def mark(view: View) -> View:
        view.keeps_typed = keep  # type: ignore[attr-defined]  # a view that got an attribute
        return view

    return mark


def asks(*fields: str) -> Callable[[View], View]:
    """The fields of a page into which people write at length."""

    def mark(view: View) -> View:
        view.asks_for = fields  # type: ignore[attr-defined]  # a view that got an attribute
        return view

    return mark


def sent(request: HttpRequest, view: Callable[..., Any]) -> list[str]:
    """What stands in those fields of a form that was sent."""
    return [word for name in getattr(view, "asks_for", ()) if (word := request.POST.get(name))]


def keep(request: HttpRequest, view: Callable[..., Any]) -> Fate:
    keep_typed: Keep | None = getattr(view, "keeps_typed", None)
    person = _person(sessions.store(request).asleep) if keep_typed else None
    if not keep_typed or not person or not request.resolver_match:
        return Fate.LOST
    named = request.resolver_match.kwargs
    with acting_as(person):
        return keep_typed(by=person, data=request.POST, now=timezone.now(), **named)


def _person(asleep: sessions.Asleep | None) -> User | None:
    """Whose session it was, if their password has not changed and their account is open."""
    if asleep is None or SESSION_KEY not in asleep.data:
        return None
    person = User.objects.filter(pk=asleep.data[SESSION_KEY], is_active=True).first()
    known = asleep.data.get(HASH_SESSION_KEY, "")
    if person and constant_time_compare(known, person.get_session_auth_hash()):
        return person
    return None


def way_back(request: HttpRequest) -> str:
    """The page on which somebody was; of an address that only takes what is sent, the next one above it."""
    if request.headers.get("HX-Request") == "true":
        return request.path
    # Asked of the path: of a request that is gone on with after a password, the match is another's.
    path = request.path_info
    if request.method == "GET" or _can_be_opened(path):
        return request.get_full_path()
    while path != "/" and not _can_be_opened(path):
        path = path.rstrip("/").rpartition("/")[0] + "/"
    return path


def _can_be_opened(path: str) -> bool:
    try:
        return "GET" in _methods(resolve(path).func)
    except Resolver404:
        return False


def _methods(view: Callable[..., Any]) -> list[str]:
    """What Django's `require_POST` and its sisters let through, whichever of them wraps the view."""
    here = inspect.getclosurevars(view).nonlocals if inspect.isfunction(view) else {}
    inner = getattr(view, "__wrapped__", None)
    if methods := here.get("request_method_list"):
        return list(methods)
    return _methods(inner) if inner else ["GET"]
