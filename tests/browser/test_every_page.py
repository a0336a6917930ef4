"""Whoever follows every link meets nothing broken, nothing that axe minds, nothing too wide; and their
browser keeps nothing of it: neutral titles, addresses without words, empty stores.
"""

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.core.management import call_command
from django.urls import resolve
from playwright.sync_api import Page

from couples.models import User
from privacy import context
from tests import factories
from tests.browser import walk
from tests.browser.conftest import BrowserAs
from tests.browser.visit import (
    DESK,
    PHONE,
    STORED,
    Look,
    assert_accessible_by_day_and_night,
    resize,
    with_axe,
)

# Pages that each must find at least; None is a visitor. What staff see is looked at in test_admin.
FEWEST = {User.Role.PARTNER: 15, User.Role.THERAPIST: 6, User.Role.STAFF: 5, None: 5}

# Whatever takes the focus and shows no ring: on itself, on the card that it fills, or on its label.
# After a Tab, what a script focuses is drawn as if a key had led there.
UNSEEN = """() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
  .filter((one) => one.checkVisibility({visibilityProperty: true}) && !one.disabled)
  .filter((one) => {
    one.focus();
    const label = one.closest("label") ?? one.nextElementSibling ?? one;
    const styles = [[one], [one, "::after"], [label]].map((part) => getComputedStyle(...part));
    return document.activeElement === one && !styles.some(
      (style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2
    );
  })
  .map((one) => `${one.tagName} ${one.textContent.trim() || one.name} shows no focus`)"""
# Who goes by Tab goes as one reads: nothing has a place in line of its own, and within a part of the page
# nothing stands above the stop before it, or to the left in the same row. What arrows lead to, and what
# stays on the screen while the page moves, has no such place.
ASTRAY = """() => {
  const stops = "a[href], button, input, select, textarea, summary, [tabindex]";
  const all = [...document.querySelectorAll(stops)]
    .filter((one) => one.checkVisibility({visibilityProperty: true}) && !one.disabled);
  const stays = (one) =>
    one && (/fixed|sticky/.test(getComputedStyle(one).position) || stays(one.parentElement));
  const name = (one) => `${one.tagName} “${one.textContent.trim() || one.name}”`;
  const wrong = all.filter((one) => one.tabIndex > 0).map((one) => `${name(one)} jumps the line`);
  const before = new Map();
  for (const one of all.filter((one) => one.tabIndex >= 0 && one.type !== "radio" && !stays(one))) {
    const part = one.closest("form, section, article, fieldset, nav, header, footer, main, body");
    const last = before.get(part);
    before.set(part, one);
    if (!last) continue;
    const [was, is] = [last, one].map((it) => (it.closest("label") ?? it).getBoundingClientRect());
    const above = is.bottom <= was.top && is.left < was.right;
    const apart = Math.abs(is.top + is.bottom - was.top - was.bottom) / 2;
    const left = is.right <= was.left && apart < Math.min(is.height, was.height) / 2;
    if (above || left) wrong.push(`${name(one)} stands before ${name(last)}`);
  }
  const {scrollWidth} = document.documentElement;
  return scrollWidth > innerWidth ? [...wrong, `is ${scrollWidth} wide`] : wrong;
}"""
SMALL = Look(320, 568, "light")
# What may stand in the gaps of an address: a day, a month, a number, a name that tells nothing; and the
# slugs of our own content (docs/decisions/0006). All else in it is from the URLconf.
GAP = re.compile(r"\d+|\d{4}-\d{2}(-\d{2})?( 00:00:00)?|[A-Za-z0-9_-]{22}|[A-Za-z0-9_-]{43}")
SLUGS = {"slug", "app_label"}
QUESTIONS = {"next", "page", "step"}


def out_of_order(page: Page) -> Iterator[str]:
    page.keyboard.press("Tab")
    yield from page.evaluate(UNSEEN)
    for look in (PHONE, SMALL, DESK):
        resize(page, look)
        yield from (f"at {look.width}: {one}" for one in page.evaluate(ASTRAY))
    try:
        assert_accessible_by_day_and_night(page)
    except AssertionError as found:
        yield f"at {page.viewport_size}:\n{found}"


def kept(page: Page) -> Iterator[str]:
    """What a browser has of this page, and should not have."""
    address = urlsplit(page.url)
    if page.title() != "Moments":
        yield f"is called {page.title()}"
    if stored := page.evaluate(STORED):
        yield f"has stored {stored}"
    for gap, told in resolve(address.path).kwargs.items():
        if gap not in SLUGS and not GAP.fullmatch(str(told)):
            yield f"tells {told}"
    if told := {name for name, _ in parse_qsl(address.query)} - QUESTIONS:
        yield f"asks {told}"


def visitor(role: User.Role, editor: User) -> User:
    if role == User.Role.STAFF:
        return editor
    with context.asking(factories.AT_THE_DOOR):
        return User.objects.filter(role=role).earliest("pk")


@pytest.mark.parametrize("role", FEWEST)
def test_it_is_in_order_and_leaves_nothing_behind(
    browser_as: BrowserAs, editor: User, role: User.Role | None
) -> None:
    if role in {User.Role.PARTNER, User.Role.THERAPIST}:
        call_command("seed_demo", couples=2)
    page = browser_as(visitor(role, editor) if role else None)
    if role != User.Role.STAFF:
        with_axe(page)
    paths, wrong = 0, []
    for path in walk.pages(page):
        paths += 1
        found = list(kept(page))
        if role != User.Role.STAFF:
            found += out_of_order(page)
        wrong += [f"{path} {one}" for one in found]
    assert paths >= FEWEST[role], paths
    assert not wrong, "\n\n".join(wrong)
