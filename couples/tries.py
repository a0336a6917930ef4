"""How often a password may be tried, and a reset be asked for: by account and address together, so that
nobody locks out another.

Somebody who guesses has five tries a quarter of an hour, from their address. From another address the
right person signs in as ever; from the same one, where two share a home, in a browser that has signed in
before. Each such browser is counted by itself, so that one that two share uses up no other. Only many
addresses together reach what one account bears in all. A passkey is never counted: it cannot be guessed.
"""

import logging
import secrets
from dataclasses import dataclass

from allauth.core.internal import ratelimit
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest
from django.http.response import HttpResponseBase

logger = logging.getLogger(__name__)

Limit = tuple[str, str, str]  # name, rate, key


@dataclass(frozen=True, slots=True)
class Rates:
    """`here`: for one account, from one address or in one browser; the others: for all together."""

    name: str
    here: str
    address: str
    account: str


PASSWORDS = Rates("password", here="5/15m/key", address="60/h/key", account="100/h/key")
RESETS = Rates("reset", here="3/15m/key", address="60/h/key", account="60/h/key")
LETTERS = "1/h/key"
KNOWN_FOR = 90 * 24 * 3600  # seconds


class Taken:
    """Tries that count until the password turns out to be right."""

    def __init__(self) -> None:
        self.usages: list[ratelimit.RateLimitUsage] = []

    def rollback(self) -> None:
        for usage in self.usages:
            usage.rollback()


def take(request: HttpRequest, account: str, rates: Rates = PASSWORDS) -> Taken | None:
    """None when it is one too many; then nothing was looked at, and nothing more is counted.

    A browser that has used up its own goes on as one that nobody knows: whoever else holds a copy of its
    mark keeps it out of nothing.
    """
    account = account.lower()
    known = _known(request, account, rates)
    taken = (known and _take(request, known)) or _take(request, _unknown(request, account, rates))
    if not taken:
        logger.warning("Too many tries: %s", rates.name)  # of no account
    return taken


def may_write(request: HttpRequest, email: str) -> bool:
    """Whoever signs somebody up again and again who has an account sends them one letter an hour."""
    return _take(request, [("letter", LETTERS, email.lower())]) is not None


def forget(request: HttpRequest, account: str) -> None:
    """Who has just chosen a new password begins anew, where they are."""
    account = account.lower()
    here = _unknown(request, account, PASSWORDS)[:1]
    for name, rate, key in _known(request, account, PASSWORDS) + here:
        ratelimit.clear(request, app="couples", action=name, config={name: rate}, key=key)


def _take(request: HttpRequest, limits: list[Limit]) -> Taken | None:
    taken = Taken()
    for name, rate, key in limits:
        usage = ratelimit.consume(request, app="couples", action=name, config={name: rate}, key=key)
        if usage is None:
            taken.rollback()
            return None
        taken.usages.append(usage)
    return taken


def _known(request: HttpRequest, account: str, rates: Rates) -> list[Limit]:
    browser = known_as(request, account)
    return [(f"{rates.name}_known", rates.here, f"{browser} {account}")] if browser else []


def _unknown(request: HttpRequest, account: str, rates: Rates) -> list[Limit]:
    address = ratelimit.get_ip(request)  # of IPv6 the part that a whole home shares
    return [
        (f"{rates.name}_here", rates.here, f"{address} {account}"),
        (f"{rates.name}_address", rates.address, address),
        (f"{rates.name}_account", rates.account, account),
    ]


def known_as(request: HttpRequest, account: str) -> str:
    """The name of a browser that has signed in to the account; asked without a look at who has one."""
    mark = request.COOKIES.get(_cookie(request), "")
    try:
        told = _seals(account).unsign(mark, max_age=KNOWN_FOR)
    except BadSignature:
        return ""
    return str(told)


def know(request: HttpRequest, response: HttpResponseBase, account: str) -> None:
    name = known_as(request, account) or secrets.token_urlsafe(16)
    response.set_cookie(
        _cookie(request),
        _seals(account).sign(name),
        max_age=KNOWN_FOR,
        secure=request.is_secure(),
        httponly=True,
        samesite="Strict",
    )


def _seals(account: str) -> TimestampSigner:
    """For one account: a mark of another, or an older one, is none."""
    return TimestampSigner(salt=f"couples.tries {account.lower()}")


def _cookie(request: HttpRequest) -> str:
    return "__Host-known" if request.is_secure() else "known"
