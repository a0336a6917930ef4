"""Below the guard: who has a seat here, and whether there is anything for them now."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone

from closeness import beginning, resting
from closeness.models import Seat
from couples.guards import Guarded, Partnered

P = ParamSpec("P")


class Seated(Partnered):
    seat: Seat


def seated(view: Callable[Concatenate[Any, P], HttpResponseBase]) -> Guarded:
    """They have a partner and have begun; else the first page says what there is to know."""

    @wraps(view)
    def inner(request: Seated, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        found = _seat(request)
        if found is None:
            return redirect("closeness:home")
        request.seat = found
        return view(request, *args, **kwargs)

    return inner


def awake(view: Callable[Concatenate[Any, P], HttpResponseBase]) -> Guarded:
    """Seated, and nothing rests."""

    @wraps(view)
    def inner(request: Seated, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if resting.is_resting(request.couple, timezone.now()):
            return redirect("closeness:home")
        return view(request, *args, **kwargs)

    guarded: Guarded = inner
    return seated(guarded)


def _seat(request: Partnered) -> Seat | None:
    if request.couple.partner_of(request.user) is None:
        return None
    return beginning.seat_of(request.user, request.couple)
