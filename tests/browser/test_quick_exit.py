"""Leaving quickly, in a real browser: pressed, typed, without scripts, and what Back shows afterwards."""

from collections.abc import Iterator
from statistics import median

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from couples.models import Couple, User
from tests import factories
from tests.browser import visit
from tests.browser.conftest import BrowserAs
from tests.browser.exits import (
    AWAY,
    DEAD_WITHIN,
    arrives,
    elsewhere,
    elsewhere_by_a_redirect,
    press,
    seconds_until_dead,
    session_of,
    shift,
)
from tests.browser.visit import DESK, PHONE
from tests.conftest import ClientOf

COVERED_WITHIN = 100  # milliseconds
WORDS = "The tea you made on Sunday"

# From the moment of the press, by the browser's own clock, to the first frame that shows the cover.
MEASURE = """([what, times]) => {
  const noted = new Promise((done) => {
    addEventListener(what, (event) => {
      times -= 1;
      if (times) return;
      requestAnimationFrame(() => setTimeout(() => {
        const shown = document.elementsFromPoint(innerWidth / 2, innerHeight / 2);
        const seen = [...document.body.children].filter((part) => part.checkVisibility());
        const covered = shown[0].className === "gone" && seen.length === 1;
        done([performance.now() - event.timeStamp, covered]);
      }));
    }, true);
  });
  noted.then((found) => window.covered(found));
}"""


@pytest.fixture
def at_home(browser_as: BrowserAs, alice: User, couple: Couple) -> Page:
    page = browser_as(alice, DESK)
    elsewhere(page.context)
    page.goto("/settings/")
    page.goto("/us/")
    return page


class TestPressed:
    @pytest.mark.parametrize(("what", "times"), [("click", 1), ("keyup", 3)])
    def test_the_page_is_covered_within_a_tenth_of_a_second(
        self, browser_as: BrowserAs, alice: User, couple: Couple, what: str, times: int
    ) -> None:
        """The middle of three: one may come while the machine is busy with something else."""
        taken = [self.cover(browser_as(alice), what, times) for _ in range(3)]
        assert all(covered for _, covered in taken)
        assert median(milliseconds for milliseconds, _ in taken) < COVERED_WITHIN, taken

    def cover(self, page: Page, what: str, times: int) -> tuple[float, bool]:
        """The neutral site keeps us waiting meanwhile."""
        noted: list[tuple[float, bool]] = []
        page.context.route(f"{settings.NEUTRAL_SITE}**", lambda route: None)
        page.expose_function("covered", lambda found: noted.append(tuple(found)))
        page.goto("/us/")
        page.evaluate(MEASURE, [what, times])
        if what == "click":
            page.get_by_role("link", name="Leave quickly").click(no_wait_after=True)
        else:
            shift(page, times)
        while not noted:
            page.wait_for_timeout(20)
        return noted[0]

    def test_the_session_is_dead_within_a_second(self, at_home: Page, live_site: str) -> None:
        session = session_of(at_home)
        press(at_home)
        assert seconds_until_dead(at_home, live_site, session) < DEAD_WITHIN
        arrives(at_home)

    def test_it_takes_the_place_of_the_page_in_the_history(self, at_home: Page) -> None:
        before = at_home.evaluate("history.length")
        press(at_home)
        arrives(at_home)
        assert at_home.evaluate("history.length") == before

    def test_other_tabs_go_along(self, at_home: Page) -> None:
        other = at_home.context.new_page()
        other.goto("/settings/")
        press(at_home)
        arrives(other)

    def test_it_is_the_first_stop_of_the_keyboard(self, at_home: Page) -> None:
        at_home.keyboard.press("Tab")
        at_home.keyboard.press("Enter")
        arrives(at_home)

    @pytest.mark.parametrize("path", ["/", "/nothing/", "/account/login/"])
    def test_a_visitor_leaves_as_well(self, browser_as: BrowserAs, path: str) -> None:
        page = browser_as(None)
        elsewhere(page.context)
        page.goto(path)
        press(page)
        arrives(page)


class TestShift:
    def test_three_times_leads_away_and_signs_out(self, at_home: Page, live_site: str) -> None:
        session = session_of(at_home)
        shift(at_home, 3)
        assert seconds_until_dead(at_home, live_site, session) < DEAD_WITHIN
        arrives(at_home)

    def test_it_shows_and_says_how_far_it_is(self, at_home: Page) -> None:
        full = at_home.locator(".leave__dots span")
        expect(full.first).to_be_hidden()
        for count, words in ((1, "2 more times"), (2, "1 more time")):
            shift(at_home)
            expect(full).to_have_count(3)
            expect(full.first).to_be_visible()
            expect(at_home.get_by_role("status").last).to_contain_text(words)
            filled = full.evaluate_all(
                "dots => dots.filter(d => !getComputedStyle(d).backgroundColor.endsWith(' 0)')).length"
            )
            assert filled == count

    def test_it_works_over_a_dialog(self, at_home: Page) -> None:
        at_home.evaluate(
            "document.body.append(document.createElement('dialog')),"
            "document.querySelector('dialog').showModal()"
        )
        shift(at_home, 3)
        arrives(at_home)

    @pytest.mark.parametrize("between", ["Shift+A", "Tab", "pointer"])
    def test_only_shift_by_itself_counts(self, at_home: Page, between: str) -> None:
        shift(at_home, 2)
        if between == "pointer":
            at_home.mouse.click(1270, 400)
        else:
            at_home.keyboard.press(between)
        shift(at_home, 2)
        at_home.wait_for_timeout(300)
        assert at_home.url.endswith("/us/")

    def test_capital_letters_do_not_count(self, at_home: Page) -> None:
        at_home.goto("/settings/")
        name = at_home.get_by_label("Your name")
        name.focus()
        for letter in "ABCD":
            at_home.keyboard.press(f"Shift+{letter}")
        at_home.wait_for_timeout(300)
        assert at_home.url.endswith("/settings/")
        expect(at_home.locator(".leave__dots")).to_be_hidden()

    def test_a_press_is_forgotten_after_five_seconds(self, at_home: Page) -> None:
        shift(at_home, 2)
        at_home.wait_for_timeout(5200)
        expect(at_home.locator(".leave__dots")).to_be_hidden()
        shift(at_home)
        at_home.wait_for_timeout(300)
        assert at_home.url.endswith("/us/")


class TestWithoutScripts:
    @pytest.mark.parametrize("name", ["Leave quickly", "Leave at once"])
    def test_it_signs_out_and_leads_away(
        self, browser_as: BrowserAs, alice: User, couple: Couple, live_site: str, name: str
    ) -> None:
        page = browser_as(alice, PHONE, javascript=False)
        elsewhere(page.context)
        page.goto("/us/")
        session = session_of(page)
        page.get_by_role("link", name=name).focus()
        with page.expect_request(AWAY):  # to a redirect Playwright lends no answer
            page.keyboard.press("Enter")
        assert seconds_until_dead(page, live_site, session) < DEAD_WITHIN

    def test_the_page_asked_for_again_shows_nothing_of_hers(
        self, browser_as: BrowserAs, alice: User, couple: Couple
    ) -> None:
        """As Back does; which leads nowhere while the neutral site cannot be reached."""
        now = timezone.now()
        factories.check_in(alice, couple, alice.local_date(now), now=now, note=(WORDS, "only_me"))
        page = browser_as(alice, PHONE, javascript=False)
        page.goto("/")
        expect(page.get_by_text(WORDS)).to_be_visible()
        page.get_by_role("link", name="Leave at once").focus()
        with page.expect_request(AWAY):
            page.keyboard.press("Enter")
        page = page.context.new_page()
        page.goto("/")
        expect(page.get_by_role("link", name="Sign in").first).to_be_visible()
        assert WORDS not in page.content()
        assert page.title() == "Moments"


class TestBack:
    """With the memory for pages (bfcache), which Playwright usually switches off."""

    @pytest.fixture
    def at_home(
        self,
        chromium: Browser,
        live_site: str,
        client_of: ClientOf,
        alice: User,
        couple: Couple,
        request: pytest.FixtureRequest,
    ) -> Iterator[Page]:
        scripts: bool = getattr(request, "param", True)
        now = timezone.now()
        factories.check_in(alice, couple, alice.local_date(now), now=now, note=(WORDS, "only_me"))
        browser = visit.launch(
            chromium.browser_type, ignore_default_args=["--disable-back-forward-cache"]
        )
        context = visit.new_context(browser, live_site, PHONE, javascript=scripts)
        session = client_of(alice).cookies["session"].value
        context.add_cookies([{"name": "session", "value": session, "url": live_site}])
        page = context.new_page()
        (elsewhere if scripts else elsewhere_by_a_redirect)(page)
        page.goto("/")
        expect(page.get_by_text(WORDS)).to_be_visible()
        page.goto("/us/")
        yield page
        browser.close()

    @pytest.mark.parametrize("steps", [1, 2])
    def test_it_shows_the_way_in_and_nothing_of_hers(self, at_home: Page, steps: int) -> None:
        shift(at_home, 3)
        arrives(at_home)
        at_home.evaluate(f"setTimeout(() => history.go(-{steps}), 0)")
        at_home.wait_for_url(lambda url: "localhost" in url or url == "about:blank")
        at_home.wait_for_load_state()
        if steps == 1:  # before that one there was no page
            expect(at_home.get_by_role("link", name="Sign in").first).to_be_visible()
            assert at_home.title() == "Moments"
        shown = at_home.content()
        assert WORDS not in shown
        assert "Alice" not in shown

    def test_nor_does_it_when_the_line_was_lost(self, at_home: Page, live_site: str) -> None:
        """No word of the leaving has reached the server; what the browser asks for next ends the session."""
        session = session_of(at_home)
        at_home.route("**/leave/", lambda route: route.abort())
        shift(at_home, 3)
        arrives(at_home)
        at_home.evaluate("setTimeout(() => history.back(), 0)")
        expect(at_home.get_by_role("link", name="Sign in").first).to_be_visible()
        assert WORDS not in at_home.content()
        assert seconds_until_dead(at_home, live_site, session) < DEAD_WITHIN
        assert not {one["name"] for one in at_home.context.cookies()} & {"left", "session"}

    @pytest.mark.parametrize("at_home", [False], ids=["javascript off"], indirect=True)
    def test_nor_does_it_without_scripts(self, at_home: Page) -> None:
        """The page stands in the history, and the one before it."""
        press(at_home)
        arrives(at_home)
        for _ in range(2):
            at_home.go_back(wait_until="commit")  # from the memory for pages nothing loads
            expect(at_home.locator("main :is(a, button):text-is('Sign in')").first).to_be_visible()
            assert at_home.title() == "Moments"
            shown = at_home.content()
            assert WORDS not in shown
            assert "Alice" not in shown
