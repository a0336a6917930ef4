"""The first whole loop, as five people live it, each in a browser of their own.

Signs up, invites, accepts · both check in, and read each other only then · propose and accept a time
· hold the moment · agree to their therapist · who sees both trends and a milestone · an editor
publishes a changed exercise, and a partner meets it.

`make demo`, and then in another window `make story`: the same on the demo, by the real clock.
"""

import re
import sys
import time
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from playwright.sync_api import Browser, Page, expect, sync_playwright

from care.demo import KIM, NOOR, PASSWORD
from tests.browser.visit import DESK, PHONE, Look, Watch, assert_accessible, launch, new_context

HOME = ZoneInfo("Europe/Amsterdam")
THANKS = "You made tea before I asked."
ANSWER = "You listened to all of it."
SECRET = "I was afraid to say it."
NOTE = "It was easier to talk this week."
NEW_TITLE = "A settling breath, gently"
LOGINS = {"therapist": NOOR, "editor": KIM}  # of the demo


@dataclass
class Partner:
    name: str
    page: Page

    @property
    def email(self) -> str:
        return f"{self.name.lower()}@example.org"


class Stage(Protocol):
    """Where it happens: the site of a test, or a demo that somebody started."""

    ahead: int  # minutes until the moment; its page opens a quarter of an hour before

    def browser(self, who: str, look: Look) -> Page:
        """Of “nobody”, “therapist” or “editor”."""

    def newest_letter(self, email: str) -> str:
        """Its text."""

    def let_time_pass(self) -> None:
        """Until the moment has begun."""


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def follow(page: Page, name: str) -> None:
    page.get_by_role("link", name=name, exact=True).click()


def link_in(letter: str) -> str:
    found = re.search(r"https?://[^/\s]+(/\S+)", letter)
    assert found, letter
    return found[1]


def sign_up(one: Partner, stage: Stage) -> None:
    one.page.get_by_label("Your name").fill(one.name)
    one.page.get_by_label(re.compile("e-?mail", re.IGNORECASE)).fill(one.email)
    one.page.get_by_label("Password", exact=True).fill(PASSWORD)
    assert_accessible(one.page)
    press(one.page, "Create my account")
    expect(one.page.get_by_role("heading", name="Look in your mail")).to_be_visible()
    one.page.goto(link_in(stage.newest_letter(one.email)))
    press(one.page, "Yes, this is mine")


def invite(one: Partner) -> str:
    follow(one.page, "Us")
    follow(one.page, "Invite them")
    press(one.page, "Make a link")
    assert_accessible(one.page)
    return str(one.page.locator(".link-out a").get_attribute("href"))


def become_a_couple(robin: Partner, sam: Partner, stage: Stage) -> None:
    robin.page.goto("/")
    follow(robin.page, "Begin")
    sign_up(robin, stage)
    sam.page.goto(invite(robin))
    follow(sam.page, "Make an account")
    sign_up(sam, stage)
    press(sam.page, "Yes, I accept")
    expect(sam.page.get_by_text(robin.name)).to_be_visible()


def choose(page: Page, question: str, answer: str) -> None:
    group = page.get_by_role("group", name=question).or_(
        page.get_by_role("radiogroup", name=question)
    )
    group.get_by_text(answer, exact=True).click()


def check_in(one: Partner, closeness: str, *, thanks: str, note: str, audience: str) -> None:
    one.page.goto("/")
    follow(one.page, "Check in")
    choose(one.page, "How close did you feel?", closeness)
    choose(one.page, "Did you feel safe with each other?", "Mostly")
    one.page.get_by_text("Body and mind", exact=True).click()
    choose(one.page, "How much stress was there?", "7")
    one.page.get_by_text("For the two of us", exact=True).click()
    one.page.get_by_label("Something I appreciated").fill(thanks)
    one.page.get_by_text("A note", exact=True).first.click()
    one.page.get_by_label("A note").fill(note)
    choose(one.page, "Who may read the note?", audience)
    assert_accessible(one.page)
    press(one.page, "Check in")
    expect(one.page.get_by_text(thanks)).to_be_visible()


def read_each_other_only_then(robin: Partner, sam: Partner) -> None:
    check_in(robin, "6", thanks=THANKS, note=SECRET, audience="Only me")
    sam.page.goto("/")
    assert THANKS not in sam.page.content()
    check_in(sam, "3", thanks=ANSWER, note=NOTE, audience="My therapist")
    expect(sam.page.get_by_text(THANKS)).to_be_visible()
    assert SECRET not in sam.page.content()
    robin.page.goto("/")
    expect(robin.page.get_by_text(ANSWER)).to_be_visible()
    assert NOTE not in robin.page.content()


def find_a_time(robin: Partner, sam: Partner, stage: Stage) -> None:
    soon = datetime.now(HOME) + timedelta(minutes=stage.ahead)
    robin.page.goto("/moments/")
    follow(robin.page, "Propose a time")
    choose(robin.page, "On which days?", f"{soon:%A}")
    robin.page.get_by_label("At what time?").fill(f"{soon:%H:%M}")
    press(robin.page, "Propose this")
    expect(robin.page.get_by_text("You proposed a time")).to_be_visible()
    sam.page.goto("/")
    follow(sam.page, "A time is proposed")
    press(sam.page, "Accept these times")


def hold(first: Partner, second: Partner, stage: Stage) -> None:
    """Each on their own device: one goes on, the other's page follows by itself."""
    for one in (first, second):
        one.page.goto("/moments/")
        one.page.locator(".card--first a").first.click()
        expect(one.page.get_by_role("heading", level=1)).to_be_visible()
    for step in range(2, 7):
        press(first.page, "Go on")
        for one in (first, second):
            expect(one.page.get_by_text(f"Step {step} of 6")).to_be_visible()
    stage.let_time_pass()
    for one in (first, second):
        one.page.reload()
        assert_accessible(one.page)
        press(one.page, "We held it")
    expect(second.page.get_by_role("heading", name="You held this moment")).to_be_visible()


def agree_to_their_therapist(robin: Partner, sam: Partner, code: str) -> None:
    sam.page.goto("/us/therapist/")
    sam.page.get_by_label("code").fill(code)
    press(sam.page, "Name them")
    for one in (sam, robin):
        one.page.goto("/us/agreement/")
        for box in one.page.get_by_role("checkbox").all():
            box.check()
        assert_accessible(one.page)
        press(one.page, "Save my decision")


def code_of(therapist: Page) -> str:
    therapist.goto("/invite/")
    return therapist.locator("main strong.numbers").inner_text()


def sees_what_both_agreed_to(page: Page, robin: Partner, sam: Partner) -> None:
    page.goto("/")
    assert_accessible(page)
    page.get_by_role("searchbox").fill(robin.name)
    page.keyboard.press("Enter")
    page.get_by_role("link", name=re.compile(robin.name)).click()
    assert_accessible(page)
    expect(page.get_by_text("The first moment held").first).to_be_visible()
    for trend in ("Closeness", "Stress"):
        figure = page.get_by_role("figure", name=trend)
        expect(figure.locator(".trend__name", has_text=robin.name)).to_be_visible()
        expect(figure.locator(".trend__name", has_text=sam.name)).to_be_visible()
    expect(page.get_by_text(NOTE)).to_be_visible()
    assert SECRET not in page.content()
    assert THANKS not in page.content()


def publish_a_change(page: Page) -> None:
    page.goto("/admin/exercises/exerciseversion/?status__exact=published")
    page.get_by_role("link", name=re.compile("^A settling breath")).click()
    press(page, "New draft from this")
    page.get_by_label("Title").first.fill(NEW_TITLE)
    press(page, "Save and publish")
    expect(page.get_by_text(f"“{NEW_TITLE}” is published.")).to_be_visible()


def tell(robin_s: str, sam_s: str, stage: Stage) -> None:
    """Two names that nobody on the stage has yet."""
    robin = Partner(robin_s, stage.browser("nobody", PHONE))
    sam = Partner(sam_s, stage.browser("nobody", DESK))
    therapist, editor = (stage.browser(who, DESK) for who in ("therapist", "editor"))
    become_a_couple(robin, sam, stage)
    read_each_other_only_then(robin, sam)
    find_a_time(robin, sam, stage)
    hold(robin, sam, stage)
    agree_to_their_therapist(robin, sam, code_of(therapist))
    sees_what_both_agreed_to(therapist, robin, sam)
    publish_a_change(editor)
    robin.page.goto("/exercises/")
    robin.page.get_by_role("link", name=NEW_TITLE).click()
    expect(robin.page.get_by_role("heading", level=1)).to_have_text(NEW_TITLE)


class Demo:
    """By the real clock; its mail lies on a page of its own."""

    ahead = 2

    def __init__(self, address: str, browser: Browser, closing: ExitStack) -> None:
        self.address, self.chromium, self.closing = address, browser, closing
        self.watch = Watch()
        self.post = self.browser("nobody", DESK)

    def browser(self, who: str, look: Look) -> Page:
        context = self.closing.enter_context(new_context(self.chromium, self.address, look))
        context.on("page", self.watch.over)
        page = context.new_page()
        if who in LOGINS:
            page.goto("/account/login/")
            page.get_by_label(re.compile("e-?mail", re.IGNORECASE)).fill(LOGINS[who].email)
            page.get_by_label("Password", exact=True).fill(PASSWORD)
            press(page, "Sign in")
            page.wait_for_url("**/")
        return page

    def newest_letter(self, email: str) -> str:
        self.post.goto("/demo/mail/")
        return self.post.get_by_role("article").filter(has_text=email).first.inner_text()

    def let_time_pass(self) -> None:
        time.sleep(60 * self.ahead)


def main(address: str) -> int:
    with sync_playwright() as playwright, ExitStack() as closing:
        browser = launch(playwright.chromium)
        closing.callback(browser.close)
        stage = Demo(address, browser, closing)
        now = f"{datetime.now(HOME):%H%M%S}"
        tell(f"Rob{now}", f"Sam{now}", stage)
        assert not stage.watch.problems, "\n".join(stage.watch.problems)
    sys.stdout.write("The story holds.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
