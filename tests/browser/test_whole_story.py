"""The first whole loop, as five people live it, each in a browser of their own.

Signs up, invites, accepts · both check in, and read each other only then · propose and accept a time
· hold the moment · agree to their therapist · who sees both trends and a milestone · an editor
publishes a changed exercise, and a partner meets it.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db.models import F
from playwright.sync_api import Page, expect

from checkins.models import Moment
from couples.models import Therapist, User
from privacy.context import as_steward, asking
from reminders import mailbox
from tests import factories
from tests.browser.conftest import BrowserAs
from tests.browser.visit import DESK, PHONE, assert_accessible

HOME = ZoneInfo("Europe/Amsterdam")
AHEAD = 12  # minutes; the page of a moment opens a quarter of an hour before it begins
THANKS = "You made tea before I asked."
ANSWER = "You listened to all of it."
SECRET = "I was afraid to say it."
NOTE = "It was easier to talk this week."
NEW_TITLE = "A settling breath, gently"


@dataclass
class Partner:
    name: str
    page: Page

    @property
    def email(self) -> str:
        return f"{self.name.lower()}@example.org"


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def follow(page: Page, name: str) -> None:
    page.get_by_role("link", name=name, exact=True).click()


def newest_link_to(email: str) -> str:
    letter = next(letter for letter in mailbox.newest() if letter.to == email)
    found = re.search(r"https?://[^/\s]+(/\S+)", letter.text)
    assert found, letter.text
    return found[1]


def sign_up(one: Partner) -> None:
    one.page.get_by_label("Your name").fill(one.name)
    one.page.get_by_label(re.compile("e-?mail", re.IGNORECASE)).fill(one.email)
    one.page.get_by_label("Password", exact=True).fill(factories.PASSWORD)
    assert_accessible(one.page)
    press(one.page, "Create my account")
    expect(one.page.get_by_role("heading", name="Look in your mail")).to_be_visible()
    one.page.goto(newest_link_to(one.email))
    press(one.page, "Yes, this is mine")


def invite(one: Partner) -> str:
    follow(one.page, "Us")
    follow(one.page, "Invite them")
    press(one.page, "Make a link")
    assert_accessible(one.page)
    return str(one.page.locator(".link-out a").get_attribute("href"))


def become_a_couple(robin: Partner, sam: Partner) -> None:
    robin.page.goto("/")
    follow(robin.page, "Begin")
    sign_up(robin)
    sam.page.goto(invite(robin))
    follow(sam.page, "Make an account")
    sign_up(sam)
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


def find_a_time(robin: Partner, sam: Partner) -> None:
    soon = datetime.now(HOME) + timedelta(minutes=AHEAD)
    robin.page.goto("/moments/")
    follow(robin.page, "Propose a time")
    choose(robin.page, "On which days?", f"{soon:%A}")
    robin.page.get_by_label("At what time?").fill(f"{soon:%H:%M}")
    press(robin.page, "Propose this")
    expect(robin.page.get_by_text("You proposed a time")).to_be_visible()
    sam.page.goto("/")
    follow(sam.page, "A time is proposed")
    press(sam.page, "Accept these times")


def let_time_pass(minutes: int) -> None:
    """The site runs by the real clock; so the moments come nearer instead."""
    with as_steward():
        Moment.objects.update(starts_at=F("starts_at") - timedelta(minutes=minutes))


def hold(first: Partner, second: Partner) -> None:
    """Each on their own device: one goes on, the other's page follows by itself."""
    for one in (first, second):
        one.page.goto("/moments/")
        one.page.locator(".card--first a").first.click()
        expect(one.page.get_by_role("heading", level=1)).to_be_visible()
    for step in range(2, 7):
        press(first.page, "Go on")
        for one in (first, second):
            expect(one.page.get_by_text(f"Step {step} of 6")).to_be_visible()
    let_time_pass(minutes=AHEAD)
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
        press(one.page, "Keep my decision")


def sees_what_both_agreed_to(page: Page) -> None:
    page.goto("/")
    assert_accessible(page)
    page.get_by_role("link", name=re.compile("Robin")).click()
    assert_accessible(page)
    expect(page.get_by_text("The first moment held").first).to_be_visible()
    for trend in ("Closeness", "Stress"):
        figure = page.get_by_role("figure", name=trend)
        expect(figure.locator(".trend__name", has_text="Robin")).to_be_visible()
        expect(figure.locator(".trend__name", has_text="Sam")).to_be_visible()
    expect(page.get_by_text(NOTE)).to_be_visible()
    assert SECRET not in page.content()
    assert THANKS not in page.content()


def publish_a_change(page: Page) -> None:
    page.goto("/admin/exercises/exerciseversion/?status__exact=published")
    follow(page, "A settling breath")
    press(page, "New draft from this")
    page.get_by_label("Title").first.fill(NEW_TITLE)
    press(page, "Save and publish")
    expect(page.get_by_text(f"“{NEW_TITLE}” is published.")).to_be_visible()


@pytest.fixture
def code(tess: User) -> str:
    with asking(factories.AT_THE_DOOR):
        return Therapist.objects.get(person=tess).code


class TestTheFirstWholeLoop:
    def test_it_runs_from_the_first_page_to_the_therapist_and_the_editor(
        self, browser_as: BrowserAs, tess: User, editor: User, code: str
    ) -> None:
        robin = Partner("Robin", browser_as(None, PHONE))
        sam = Partner("Sam", browser_as(None, DESK))
        become_a_couple(robin, sam)
        read_each_other_only_then(robin, sam)
        find_a_time(robin, sam)
        hold(robin, sam)
        agree_to_their_therapist(robin, sam, code)
        sees_what_both_agreed_to(browser_as(tess, DESK))
        publish_a_change(browser_as(editor, DESK))
        robin.page.goto("/exercises/")
        robin.page.get_by_role("link", name=NEW_TITLE).click()
        expect(robin.page.get_by_role("heading", level=1)).to_have_text(NEW_TITLE)
