"""Every page that a person can reach by links, each kind of page once."""

from collections import deque
from collections.abc import Iterator

from django.urls import Resolver404, get_resolver, resolve
from django.urls.resolvers import URLPattern
from playwright.sync_api import Page

# Leaving and signing out would end the walk; history and delete of the admin are Django's own.
AVOIDED = ("/leave/", "/account/logout/", "/health/", "/static/", "/live/", "/admin/jsi18n/")
ENDINGS = ("/delete/", "/history/")


def pages(page: Page) -> Iterator[str]:
    """Paths, as they are found; `page` is signed in and on the site."""
    waiting = deque([*_without_arguments(), "/"])
    known: set[str] = set()
    while waiting:
        path = waiting.pop()
        kind = _kind(path)
        if kind is None or kind in known:
            continue
        known.add(kind)
        answer = page.goto(path)
        if (
            answer is None
            or answer.status != 200
            or "text/html" not in answer.headers["content-type"]
        ):
            continue
        arrived = page.evaluate("location.pathname")
        if arrived == path or (_kind(arrived) or "") not in known:
            known.add(_kind(arrived) or kind)
            yield arrived
            waiting.extendleft(_links(page))


def _links(page: Page) -> list[str]:
    found = page.eval_on_selector_all(
        "a[href]", "links => links.filter(a => a.origin == location.origin).map(a => a.pathname)"
    )
    return [str(path) for path in found]


def _without_arguments() -> list[str]:
    """Pages that no link may lead to, such as the first one of a journey."""
    own = [one for one in get_resolver().url_patterns if isinstance(one, URLPattern)]
    return [f"/{one.pattern}" for one in own if "<" not in str(one.pattern)]


def _kind(path: str) -> str | None:
    if path.startswith(AVOIDED) or (path.startswith("/admin/") and path.endswith(ENDINGS)):
        return None
    try:
        match = resolve(path)
    except Resolver404:
        return None
    return f"{match.route} {match.kwargs.get('model_name', '')}"
