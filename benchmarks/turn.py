"""A step of one, until the page of the other shows it: in real Chromium, piece by piece."""

import os
import statistics
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks import house, load, people
from benchmarks.load import Request
from benchmarks.streams import invited
from benchmarks.verdict import Verdict
from couples.models import User
from listening import turns
from listening.models import Session
from listening.showing import OF_BOTH
from privacy.context import acting_as
from tests.browser import visit

STEPS = int(os.environ.get("STEPS", "40"))
SOON = 50  # milliseconds
SETTLES = 0.3  # seconds between two steps
RARELY = 25  # milliseconds between two looks, which keep the page busy themselves
PIECES = ("nudged", "asked", "fetched", "shown")
WATCH = """() => {
    const line = document.querySelector("#line");
    const note = (name) => () => { window.at[name] ??= performance.timeOrigin + performance.now(); };
    window.at = {};
    line.addEventListener("sse:changed", note("nudged"));
    line.addEventListener("htmx:beforeRequest", note("asked"));
    line.addEventListener("htmx:beforeSwap", note("fetched"));
    line.addEventListener("htmx:afterSwap", note("shown"));
}"""
SEEN = "document.querySelector('#seen input').value"
SHOWS = f"before => {SEEN} !== before && window.at.shown"


def run() -> Iterator[Verdict]:
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright keeps a loop in this thread
    (pair,) = people.couples(1, now=datetime.now(UTC))
    with house.deployed() as server, chromium() as browser:
        found = list(steps(server, browser, pair))
    for name in ("answered", *PIECES):
        print(f"  {name} after {statistics.median(one[name] for one in found):.0f} ms")
    print(f"  load average {os.getloadavg()[0]:.1f}, {len(found)} steps")
    soon = load.median(one["shown"] for one in found)
    yield Verdict("A step on the other’s page", f"{soon:.0f} ms", f"{SOON} ms", soon / SOON, goal=1)


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        program, args = visit.program(), ["--no-sandbox"]
        browser = playwright.chromium.launch(executable_path=program, args=args)
        yield browser
        browser.close()


def steps(
    server: house.Server, browser: Browser, pair: tuple[User, User]
) -> Iterator[dict[str, float]]:
    """When each piece was done, in milliseconds since one pressed; session after session."""
    keys = {one.pk: people.session_of(one) for one in pair}
    left = STEPS
    while left > 0:
        session = invited(pair, datetime.now(UTC))
        with opened(server, browser, keys, session) as pages:
            while (found := as_it_is(session, pair[0])).is_open:
                who = turns.waits_for(found)[0]
                if left > 0 and found.state not in OF_BOTH:
                    yield step(server, found, keys[who.pk], pages[found.other_than(who).pk])
                    left -= 1
                else:
                    load.send(server.port, [press(found, keys[who.pk])], 302)


@contextmanager
def opened(
    server: house.Server, browser: Browser, keys: dict[int, str], session: Session
) -> Iterator[dict[int, Page]]:
    address = f"http://localhost:{server.port}"
    with ExitStack() as stack:
        pages = {}
        for pk, key in keys.items():
            context = stack.enter_context(visit.new_context(browser, address, visit.DESK))
            context.set_extra_http_headers({"X-Forwarded-Proto": "https"})
            cookie: Any = {"name": "__Host-session", "value": key, "secure": True}
            context.add_cookies([cookie | {"url": address.replace("http:", "https:")}])
            pages[pk] = context.new_page()
            with pages[pk].expect_response("**/listening/*/?*seen=*"):
                pages[pk].goto(session.get_absolute_url())
            pages[pk].evaluate(WATCH)
        yield pages


def step(server: house.Server, found: Session, key: str, theirs: Page) -> dict[str, float]:
    time.sleep(SETTLES)
    theirs.evaluate("() => { window.at = {}; }")
    before = theirs.evaluate(SEEN)
    begins = 1000 * time.time()
    load.send(server.port, [press(found, key)], 302)
    answered = 1000 * time.time()
    theirs.wait_for_function(SHOWS, arg=before, polling=RARELY)
    at = {"answered": answered} | theirs.evaluate("() => window.at")
    return {name: at[name] - begins for name in at}


def as_it_is(session: Session, person: User) -> Session:
    with acting_as(person):
        return Session.objects.select_related("host", "guest").get(pk=session.pk)


def press(session: Session, key: str) -> Request:
    fields = {
        "act": turns.act_of(session) or "",
        "seen": session.version,
        "place": session.place(),
        "words": "When you were late, I felt alone. What I needed was a word.",
        "heard": 8,
        "hard": 3,
        "keep": "keep",
    }
    sent = tuple((name, str(value)) for name, value in fields.items())
    return Request(f"{session.get_absolute_url()}step/", key, sent, secure=True)
