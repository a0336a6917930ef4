"""Where the way out stands on a page: over everything else, and not on paper."""

from itertools import product

from playwright.sync_api import Page, expect

from couples.models import Couple, User
from tests.browser.conftest import BrowserAs
from tests.browser.visit import DESK, PHONE, Look

# What lies over the way out, in its middle and near its corners.
OVER_IT = """() => {
  const link = [...document.querySelectorAll("[data-leave]")].at(-1);
  const {left, right, top, bottom} = link.getBoundingClientRect();
  const places = [[0.5, 0.5], [0.12, 0.5], [0.88, 0.5], [0.5, 0.15], [0.5, 0.85]];
  return places
    .map(([x, y]) => document.elementFromPoint(left + x * (right - left), top + y * (bottom - top)))
    .filter((found) => !found || !link.contains(found))
    .map((found) => found && found.outerHTML.slice(0, 80));
}"""

# Whatever a page might one day lay over itself, short of a modal dialog.
INTRUDERS = """() => {
  for (const z of ["auto", "1", "9"]) {
    const bar = document.createElement("div");
    bar.style.cssText = `position: fixed; inset: 0; height: 9rem; z-index: ${z}`;
    document.body.append(bar);
  }
  const dialog = document.createElement("dialog");
  dialog.append("Are you sure?");
  document.body.append(dialog);
  dialog.show();
}"""


def look_at(page: Page, path: str, look: Look) -> None:
    """At its top, in its middle and at its end."""
    page.set_viewport_size({"width": look.width, "height": look.height})
    page.emulate_media(color_scheme=look.scheme)
    page.goto(path)
    for place in ("0", "document.body.scrollHeight / 2", "document.body.scrollHeight"):
        page.evaluate(f"scrollTo(0, {place})")
        assert page.evaluate(OVER_IT) == [], (path, look, place)


class TestNothingLiesOverIt:
    LOOKS = (Look(320, 568, "light"), Look(320, 225, "dark"), PHONE, DESK)  # 225: 400 % at a desk

    PAGES = ("/us/", "/check-in/", "/settings/", "/account/2fa/")

    def test_at_the_top_and_at_the_end_of_a_page(
        self, browser_as: BrowserAs, alice: User, couple: Couple
    ) -> None:
        page = browser_as(alice)
        for look, path in product(self.LOOKS, self.PAGES):
            look_at(page, path, look)
            page.evaluate(INTRUDERS)
            assert page.evaluate(OVER_IT) == [], (path, look)

    def test_in_the_admin(self, browser_as: BrowserAs, editor: User) -> None:
        page = browser_as(editor)
        for look in self.LOOKS:
            look_at(page, "/admin/exercises/exerciseversion/add/", look)

    def test_it_is_not_printed(self, browser_as: BrowserAs, alice: User, couple: Couple) -> None:
        page = browser_as(alice)
        page.goto("/us/")
        page.emulate_media(media="print")
        expect(page.locator("[data-leave]").last).to_be_hidden()
        assert page.locator("[data-leave]").evaluate_all(
            "links => links.every(link => getComputedStyle(link).display === 'none')"
        )
