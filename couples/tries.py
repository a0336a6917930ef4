"""How often a password may be tried: by account and address together, so that nobody locks out another.

Somebody who guesses has five tries a quarter of an hour, from their address. From another address the
right person signs in as ever; from the same one, where two share a home, in a browser that has signed in
before, which is counted by itself. Only many addresses together reach what one account bears in all. A
passkey is never counted: it cannot be guessed.
"""

from allauth.account.adapter import get_adapter
from allauth.core.internal import ratelimit
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.crypto import constant_time_compare, salted_hmac

HERE = "5/15m/key"
ACCOUNT = "100/h/key"
ADDRESS = "60/h/key"
KNOWN_FOR = 90 * 24 * 3600  # seconds


class Taken:
    """Tries that count until the password turns out to be right."""

    def __init__(self) -> None:
        self.usages: list[ratelimit.RateLimitUsage] = []

    def rollback(self) -> None:
        for usage in self.usages:
            usage.rollback()


def take(request: HttpRequest, account: str) -> Taken | None:
    """None when it is one too many; then nothing was looked at, and nothing more is counted."""
    taken = Taken()
    for name, rate, key in _limits(request, account):
        usage = ratelimit.consume(request, app="couples", action=name, config={name: rate}, key=key)
        if usage is None:
            taken.rollback()
            return None
        taken.usages.append(usage)
    return taken


def forget(request: HttpRequest, account: str) -> None:
    """Who has just chosen a new password begins anew, where they are."""
    name, rate, key = _limits(request, account)[0]
    ratelimit.clear(request, app="couples", action=name, config={name: rate}, key=key)


def _limits(request: HttpRequest, account: str) -> list[tuple[str, str, str]]:
    if is_known(request, account):
        return [("known", HERE, account)]
    address = get_adapter().get_client_ip(request)
    return [
        ("here", HERE, f"{address} {account}"),
        ("address", ADDRESS, address),
        ("account", ACCOUNT, account),
    ]


def is_known(request: HttpRequest, account: str) -> bool:
    """This browser has signed in to the account; asked without a look at who has one."""
    return constant_time_compare(request.COOKIES.get(_cookie(request), ""), _mark(account))


def know(request: HttpRequest, response: HttpResponseBase, account: str) -> None:
    response.set_cookie(
        _cookie(request),
        _mark(account),
        max_age=KNOWN_FOR,
        secure=request.is_secure(),
        httponly=True,
        samesite="Strict",
    )


def _mark(account: str) -> str:
    return salted_hmac("couples.tries", account.lower(), algorithm="sha256").hexdigest()


def _cookie(request: HttpRequest) -> str:
    return "__Host-known" if request.is_secure() else "known"
