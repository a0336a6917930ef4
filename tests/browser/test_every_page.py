"""Whoever follows every link meets nothing broken, nothing that axe minds, nothing too wide."""

import pytest
from django.core.management import call_command
from playwright.sync_api import Page

from couples.models import User
from privacy import context
from tests import factories
from tests.browser import walk
from tests.browser.conftest import BrowserAs
from tests.browser.visit import DESK_AT_NIGHT, PHONE, assert_accessible

FEWEST = {User.Role.PARTNER: 15, User.Role.THERAPIST: 6}


def somebody(role: str) -> User:
    with context.asking(factories.AT_THE_DOOR):
        return User.objects.filter(role=role).earliest("pk")


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


def look_at(page: Page, paths: list[str], *, by_keyboard: bool = False) -> list[str]:
    """What is wrong, page by page."""
    wrong = []
    for path in paths:
        page.goto(path)
        if by_keyboard:
            page.keyboard.press("Tab")
            wrong += [f"{path}: {one}" for one in page.evaluate(UNSEEN)]
        try:
            assert_accessible(page)
        except AssertionError as found:
            wrong.append(f"{path} at {page.viewport_size}:\n{found}")
    return wrong


class TestEveryPage:
    @pytest.mark.parametrize("role", FEWEST)
    def test_it_is_in_order_on_the_phone_and_at_the_desk(
        self, browser_as: BrowserAs, editor: User, role: User.Role
    ) -> None:
        """`editor` brings the groups of the staff, whom the seed puts its own into."""
        call_command("seed_demo", couples=2)
        person = somebody(role)
        paths = list(walk.pages(browser_as(person)))
        assert len(paths) >= FEWEST[role], paths
        wrong = look_at(browser_as(person, PHONE), paths, by_keyboard=role == User.Role.PARTNER)
        wrong += look_at(browser_as(person, DESK_AT_NIGHT), paths)
        assert not wrong, "\n\n".join(wrong)

    def test_it_is_in_order_for_a_visitor(self, browser_as: BrowserAs) -> None:
        page = browser_as(None)
        paths = list(walk.pages(page))
        assert "/welcome/" in paths
        assert not look_at(page, paths)
