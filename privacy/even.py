"""Sign-in, sign-up and reset answer after a round time, whoever has an account here and whoever not.

What they do for a known address differs from what they do for an unknown one. So each answer waits until
the next whole step since its request began; a step is longer than any of it takes. Whoever has tried too
often waits for nothing, since that tells nothing either.
"""

import math
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

# Sign-up makes the most rows, so its steps are twice as long.
DOORS = {"/account/login/": 1, "/account/signup/": 2, "/account/password/reset/": 1}


class EvenTime:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        began = time.monotonic()
        response = self.get_response(request)
        if request.method == "POST" and request.path in DOORS and not is_refused(request, response):
            time.sleep(_rest(time.monotonic() - began, DOORS[request.path]))
        return response


def refuse(request: HttpRequest) -> None:
    """This one was not even looked at."""
    request.is_refused = True  # type: ignore[attr-defined]  # a request that got an attribute


def is_refused(request: HttpRequest, response: HttpResponseBase) -> bool:
    return response.status_code == 429 or getattr(request, "is_refused", False)


def _rest(taken: float, steps: int) -> float:
    step = steps * settings.SIGN_IN_STEP_MS / 1000
    return math.ceil(taken / step) * step - taken if step else 0.0
