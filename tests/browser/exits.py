"""Ways out of the site, where they lead, and for how long a session outlives them."""

import re
import time
from base64 import b64encode
from typing import Any

from django.conf import settings
from playwright.sync_api import BrowserContext, Page

DEAD_WITHIN = 1.0  # seconds
AWAY = re.compile(re.escape(settings.NEUTRAL_SITE))


def elsewhere(context: BrowserContext | Page) -> None:
    """The neutral site, without the network."""
    context.route(
        f"{settings.NEUTRAL_SITE}**",
        lambda route: route.fulfill(content_type="text/html", body="<title>Elsewhere</title>"),
    )


def elsewhere_by_a_redirect(page: Page) -> None:
    """Where `route` is not asked."""
    line = page.context.new_cdp_session(page)
    body = b64encode(b"<title>Elsewhere</title>").decode()
    html = [{"name": "Content-Type", "value": "text/html"}]

    def answer(paused: dict[str, Any]) -> None:
        facts = {"responseCode": 200, "responseHeaders": html, "body": body}
        line.send("Fetch.fulfillRequest", {"requestId": paused["requestId"], **facts})

    line.on("Fetch.requestPaused", answer)
    line.send("Fetch.enable", {"patterns": [{"urlPattern": f"{settings.NEUTRAL_SITE}*"}]})


def shift(page: Page, times: int = 1) -> None:
    for _ in range(times):
        page.keyboard.press("Shift")


def press(page: Page) -> None:
    page.get_by_role("link", name="Leave quickly").click()


def arrives(page: Page) -> None:
    page.wait_for_url(AWAY)
    assert page.title() == "Elsewhere"


def seconds_until_dead(page: Page, site: str, session: str) -> float:
    """How long the session still opens a page, for a second browser that has its cookie."""
    began = time.monotonic()
    other = page.context.browser.new_context()  # type: ignore[union-attr]  # a launched browser
    while time.monotonic() - began < 10 * DEAD_WITHIN:
        cookie = {"Cookie": f"session={session}"}
        if other.request.get(f"{site}/settings/", headers=cookie, max_redirects=0).status == 302:
            break
    taken = time.monotonic() - began
    other.close()
    return taken


def session_of(page: Page) -> str:
    return next(one["value"] for one in page.context.cookies() if one["name"] == "session")
