"""Who may call a view. Each view carries exactly one of these; a test walks the URLconf for it."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from couples import pairing
from couples.models import Couple, User

P = ParamSpec("P")


class SignedIn(HttpRequest):
    user: User


class Partnered(SignedIn):
    couple: Couple


Guarded = Callable[..., HttpResponseBase]


def _marked(view: Any, guard: str) -> Guarded:
    view.guard = guard
    return view  # type: ignore[no-any-return]  # a view that got an attribute


def everyone(view: Callable[Concatenate[HttpRequest, P], HttpResponseBase]) -> Guarded:
    """Signed in or not."""
    return _marked(login_not_required(view), "everyone")


def signed_in(view: Callable[Concatenate[SignedIn, P], HttpResponseBase]) -> Guarded:
    """Anybody with an account; LoginRequiredMiddleware holds the door."""
    return _marked(view, "signed_in")


def partner(view: Callable[Concatenate[Partnered, P], HttpResponseBase]) -> Guarded:
    """One of a couple, or on their own until the other joins; `request.couple` is theirs."""

    @wraps(view)
    def inner(request: Partnered, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_partner:
            raise Http404
        request.couple = pairing.known_couple(request.user) or pairing.start_alone(
            request.user, now=timezone.now()
        )
        request.user.couple_now = request.couple
        return view(request, *args, **kwargs)

    return _marked(inner, "partner")


def therapist(view: Callable[Concatenate[SignedIn, P], HttpResponseBase]) -> Guarded:
    @wraps(view)
    def inner(request: SignedIn, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_therapist:
            raise Http404
        return view(request, *args, **kwargs)

    return _marked(inner, "therapist")
