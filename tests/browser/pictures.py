"""What `shots` does once Django is set up: sign in, walk, look, keep the picture."""

import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

from config.folders import REPOSITORY
from couples.models import User
from privacy import context
from tests import factories
from tests.browser import states, visit, walk
from tests.browser.states import STATES

SHOTS = REPOSITORY / "shots"
BACKEND = "couples.accounts.AuthenticationBackend"


@dataclass(frozen=True, slots=True)
class Sitter:
    """Somebody who shows the site: a role, or nobody signed in. Without `paths` they walk all over it."""

    name: str
    session: str
    paths: tuple[str, ...] = ()

    def opens(self, browser: Browser, address: str, look: visit.Look) -> BrowserContext:
        opened = visit.new_context(browser, address, look)
        if self.session:
            opened.add_cookies([{"name": "session", "value": self.session, "url": address}])
        return opened


def take(address: str, wanted: list[str]) -> int:
    """Gives the number of pictures about whose page there is something to say."""
    looks = [look for look in visit.LOOKS if _chosen(str(look), [*map(str, visit.LOOKS)], wanted)]
    names = ["visitor", *User.Role.values, *(state.name for state in STATES)]
    chosen = {name for name in names if _chosen(name, names, wanted)}
    with sync_playwright() as playwright:
        browser = visit.launch(playwright.chromium)
        noisy = sum(_sit(browser, address, one, looks) for one in _sitters(address, chosen))
        browser.close()
    return noisy


def _sitters(address: str, chosen: set[str]) -> Iterator[Sitter]:
    """One after another: a state begins where the one before has ended."""
    for name in ("visitor", *User.Role.values):
        if name in chosen:
            yield _sitter(name)
    for state in STATES if chosen & {one.name for one in STATES} else ():
        there = Sitter(state.name, states.session(state, address), state.paths)
        if state.name in chosen:
            yield there


def _chosen(name: str, names: Sequence[str], wanted: list[str]) -> bool:
    """Words that speak of none of these names leave the choice open."""
    about = [word for word in wanted if any(word in one for one in names)]
    return not about or any(word in name for word in about)


def _sitter(name: str) -> Sitter:
    with context.asking(factories.AT_THE_DOOR):
        person = User.objects.filter(role=name).order_by("pk").first()
        if person is None:
            return Sitter(name, "")
        client = Client()
        client.force_login(person, backend=BACKEND)
    return Sitter(name, client.cookies["session"].value)


def _sit(browser: Browser, address: str, sitter: Sitter, looks: list[visit.Look]) -> int:
    shutil.rmtree(SHOTS / sitter.name, ignore_errors=True)
    paths = list(sitter.paths)
    if not paths:
        with sitter.opens(browser, address, visit.DESK) as finder:
            paths = sorted(walk.pages(finder.new_page()))
    noisy = 0
    for look in looks:
        with sitter.opens(browser, address, look) as opened:
            noisy += sum(_picture(opened, sitter, look, path) for path in paths)
    return noisy


def _picture(opened: BrowserContext, sitter: Sitter, look: visit.Look, path: str) -> bool:
    watch = visit.Watch()
    page = opened.new_page()
    watch.over(page)
    page.goto(path)
    file = SHOTS / sitter.name / f"{_file_name(path)}-{look}.png"
    _stretch(page, look)
    page.screenshot(path=file)
    try:
        visit.assert_accessible(page)
    except AssertionError as found:
        watch.problems.append(str(found))
    page.close()
    print(file.relative_to(REPOSITORY), *watch.problems, sep="\n    ", flush=True)
    return bool(watch.problems)


def _stretch(page: Page, look: visit.Look) -> None:
    """As tall as the page, so that the bar below stands at its end and not across its middle."""
    height = max(look.height, int(page.evaluate("document.documentElement.scrollHeight")))
    page.set_viewport_size(ViewportSize(width=look.width, height=height))


def _file_name(path: str) -> str:
    """Public ids tell nothing and change from day to day."""
    short = re.sub(r"/[A-Za-z0-9_-]{22}(?=/)", "/one", path)
    return short.strip("/").replace("/", "-") or "home"
