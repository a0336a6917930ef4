"""A person's browser that notes whatever goes wrong, whether or not the test looks for it."""

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    BrowserContext,
    BrowserType,
    ConsoleMessage,
    Page,
    Response,
    ViewportSize,
)

Scheme = Literal["light", "dark"]
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
HOW_TO_GET_IT = "No Chromium: install it (Debian: apt install chromium) or name it in CHROMIUM."
# For the suggestions of its address bar Chromium opens two pages of its own beside each window, which take
# more time than a page of ours does.
ADDRESS_BAR = ("WebUIOmniboxPopup", "WebUIOmniboxAimPopup")
# Chromium heeds the last list alone; these are on the one that Playwright gives it.
BY_PLAYWRIGHT = (
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay",
    "MediaRouter",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "OptimizationHints",
    "NetworkTimeServiceQuerying",
    "AimEnabled",
    "PreconnectToSearch",
)
ARGUMENTS = ("--no-sandbox", f"--disable-features={','.join((*BY_PLAYWRIGHT, *ADDRESS_BAR))}")
# Without `preload` axe would write a style element of its own, which the page's CSP refuses.
AXE = {"resultTypes": ["violations"], "preload": False}
# What another width and scheme can change; everything else is in the page whatever it looks like. Not
# "target-size": what stands half behind the bar at the foot, until one scrolls, is too small for it.
OF_THE_LOOK = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
# None where the page does not have axe yet.
AUDIT = """async (options) => {
  if (!window.axe) return null;
  const {violations} = await axe.run(options);
  return [violations, document.documentElement.scrollWidth - innerWidth];
}"""
# Whatever a browser has stored, by where; nothing where there is nothing.
STORED = """async () => {
  const stored = {
    local: {...localStorage},
    session: {...sessionStorage},
    databases: await indexedDB.databases(),
    caches: await caches.keys(),
  };
  const full = Object.entries(stored).filter(([, one]) => Object.keys(one).length);
  return full.length ? Object.fromEntries(full) : null;
}"""
# A page that is not there is an answer; the browser's own line about it says nothing new.
MISSING_PAGE = "Failed to load resource"


@dataclass(frozen=True, slots=True)
class Look:
    """How a page is looked at: CSS pixels and colour scheme."""

    width: int
    height: int
    scheme: Scheme

    def __str__(self) -> str:
        return f"{self.width}-{self.scheme}"


PHONE = Look(390, 844, "light")
PHONE_AT_NIGHT = Look(390, 844, "dark")
DESK = Look(1280, 900, "light")
DESK_AT_NIGHT = Look(1280, 900, "dark")
LOOKS = (PHONE, PHONE_AT_NIGHT, DESK, DESK_AT_NIGHT)


def program() -> str | None:
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, PROGRAMS)), None)


def launch(chromium: BrowserType, **options: Any) -> Browser:
    return chromium.launch(executable_path=program(), args=ARGUMENTS, **options)


@dataclass
class Watch:
    """Console errors (CSP violations are among them), broken scripts, failed and missing parts."""

    problems: list[str] = field(default_factory=list)

    def over(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.problems.append(f"script: {error}"))
        page.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and MISSING_PAGE not in message.text:
            self.problems.append(f"console at {message.page and message.page.url}: {message.text}")

    def _response(self, response: Response) -> None:
        is_page = response.request.resource_type in {"document", "fetch", "xhr", "eventsource"}
        if response.status >= (500 if is_page else 400):
            self.problems.append(f"{response.status} {response.url}")


def new_context(
    browser: Browser, address: str, look: Look, *, javascript: bool = True
) -> BrowserContext:
    context = browser.new_context(
        base_url=address,
        viewport=ViewportSize(width=look.width, height=look.height),
        color_scheme=look.scheme,
        java_script_enabled=javascript,
        reduced_motion="reduce",
        locale="en-GB",
        timezone_id="Europe/Amsterdam",
    )
    context.set_default_timeout(10_000)
    return context


def with_axe(page: Page) -> Page:
    """Wherever it goes, which is cheaper than page by page for whoever asks axe on each."""
    page.add_init_script(Axe().axe_script)
    return page


def resize(page: Page, look: Look) -> None:
    size = ViewportSize(width=look.width, height=look.height)
    if page.viewport_size != size:
        page.set_viewport_size(size)


def assert_accessible_by_day_and_night(page: Page) -> None:
    """At the desk at night and on the phone by day: two of the four looks have all that axe could mind."""
    for look, only in ((DESK_AT_NIGHT, None), (PHONE, OF_THE_LOOK)):
        resize(page, look)
        page.emulate_media(color_scheme=look.scheme, reduced_motion="reduce")
        assert_accessible(page, str(look), only)


def assert_accessible(page: Page, look: str = "", only: Mapping[str, object] | None = None) -> None:
    """axe finds nothing, and nothing is wider than the window. A page on its way has no colours yet."""
    page.wait_for_load_state()
    options = AXE | dict(only or {})
    audit = page.evaluate(AUDIT, options)
    if audit is None:
        page.evaluate(Axe().axe_script)
        audit = page.evaluate(AUDIT, options)
    found, wide = audit
    assert not found, "\n".join((look, *map(_in_words, found)))
    assert wide <= 0, f"{page.url} is {wide} pixels wider than the window {look}"


def _in_words(violation: dict[str, object]) -> str:
    nodes = violation["nodes"]
    assert isinstance(nodes, list)
    places = "; ".join(f"{node['target']} {node['html'][:160]}" for node in nodes[:5])
    return f"{violation['id']}: {violation['help']}: {places}"
