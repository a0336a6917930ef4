"""Two people listen to each other, each in a browser of their own, or both in one."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from couples.models import Couple, User
from listening.models import Session
from listening.turns import Act
from privacy.context import acting_as
from tests import factories
from tests.browser.conftest import BrowserAs
from tests.browser.visit import DESK, DESK_AT_NIGHT, PHONE, assert_accessible
from tests.listening import steps

SAID = "When you came home late, I felt alone. What I needed was a word."
HEARD = "You felt alone when I was late."
MISSING = "That I had waited with dinner."
SENSE = "you felt alone, for nobody had told you."

State = Session.State
A_WHILE = 20_000  # milliseconds: who has left is missed only after some seconds


@pytest.fixture
def ours(live_site: str, alice: User, bob: User) -> Couple:
    """By the real clock, which the server goes by."""
    return factories.couple(alice, bob, now=timezone.now())


@pytest.fixture
def session(ours: Couple, alice: User) -> Session:
    return steps.invited(ours, alice, now=timezone.now(), topic="to be heard")


def press(page: Page, name: str | re.Pattern[str]) -> None:
    page.get_by_role("button", name=name, exact=isinstance(name, str)).click()


# A page looks by itself every twenty seconds, should a word on its line be lost.
SOON, BY_LOOKING = 15_000, 25_000


def title(page: Page, words: str | re.Pattern[str], within: float = SOON) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(words, timeout=within)


def lasts(acts: Page, waits: Page) -> None:
    """Opened anew both show the same; where somebody is asked for something, axe minds nothing."""
    for page in (acts, waits):
        words = page.get_by_role("heading", level=1).inner_text()
        page.reload()
        title(page, words)
    assert_accessible(acts)


def write(page: Page, words: str, button: str) -> None:
    page.get_by_role("textbox").fill(words)
    press(page, button)


def rate(page: Page, heard: int, hard: int) -> None:
    for question, number in (("How heard", heard), ("How hard", hard)):
        group = page.get_by_role("group", name=re.compile(question))
        group.get_by_role("radio").nth(number).check()
    press(page, "Done")


def opened(browser_as: BrowserAs, session: Session, *people: User) -> list[Page]:
    pages = [browser_as(one, look) for one, look in zip(people, (PHONE, DESK), strict=False)]
    for page in pages:
        page.goto(session.get_absolute_url())
    return pages


def up_to(session: Session, state: Session.State) -> Session:
    return steps.up_to(session, state, now=timezone.now())


class TestStory:
    def test_two_devices_from_the_invitation_to_the_end(
        self, browser_as: BrowserAs, ours: Couple, alice: User, bob: User, tess: User
    ) -> None:
        factories.agreement(ours, tess, alice, bob, now=timezone.now())
        hers, his = browser_as(alice, PHONE), browser_as(bob, DESK_AT_NIGHT)
        ask_from_today(hers)
        find_it_on_today(his)
        both_get_ready(hers, his)
        speak_and_say_back(hers, his, "Bob")
        once_more(hers, his)
        make_sense(hers, his, "Alice")
        title(his, "Say what is on your heart")
        speak_and_say_back(his, hers, "Alice")
        make_sense(his, hers, "Bob")
        close(hers, his)
        for page in (hers, his):
            page.goto("/milestones/")
            expect(page.get_by_text("The first time you both felt heard")).to_be_visible()
        looks_at_it(browser_as(tess, DESK), ours)


def ask_from_today(hers: Page) -> None:
    hers.goto("/moments/")
    hers.get_by_role("link", name="Listen to each other").click()
    assert_accessible(hers)
    hers.get_by_role("link", name="Ask Bob").click()
    hers.get_by_label("What is it about?").select_option(label="To be heard")
    assert_accessible(hers)
    press(hers, "Ask Bob")
    title(hers, "Bob is asked")
    expect(hers.get_by_text("Bob is not here")).to_have_count(0)


def find_it_on_today(his: Page) -> None:
    his.goto("/")
    his.get_by_role("link", name="Listen to each other").click()
    title(his, "Alice would like to listen, and be heard")


def both_get_ready(hers: Page, his: Page) -> None:
    expect(hers.get_by_text("Bob is here")).to_have_count(0)
    lasts(hers, his)
    press(hers, "I am ready")
    press(his, "I am ready")
    title(hers, "Arrive first")
    expect(hers.get_by_text("Bob is here")).to_be_visible()
    lasts(hers, his)
    press(hers, "I begin")
    title(his, "Alice speaks")


def speak_and_say_back(speaks: Page, listens: Page, listener: str) -> None:
    lasts(speaks, listens)
    write(speaks, SAID, f"Send it to {listener}")
    title(speaks, f"{listener} says it back")
    expect(listens.get_by_text(SAID)).to_be_visible()
    lasts(listens, speaks)
    write(listens, HEARD, "Say it back")
    title(speaks, "Is that it?")
    expect(speaks.get_by_text(HEARD)).to_be_visible()
    lasts(speaks, listens)


def once_more(speaks: Page, listens: Page) -> None:
    press(speaks, "Not quite")
    title(listens, "Not quite yet")
    lasts(speaks, listens)
    write(speaks, MISSING, "Send it to Bob")
    expect(listens.get_by_text(MISSING)).to_be_visible()
    write(listens, f"{HEARD} And you had waited.", "Say it back")
    expect(speaks.get_by_text("And you had waited.")).to_be_visible()


def make_sense(speaks: Page, listens: Page, speaker: str) -> None:
    press(speaks, "Yes, that’s it")
    title(speaks, "You were heard")
    title(listens, "Show that it makes sense")
    lasts(listens, speaks)
    write(listens, SENSE, f"Say it to {speaker}")
    expect(speaks.get_by_text(SENSE)).to_be_visible()


def close(hers: Page, his: Page) -> None:
    for page in (hers, his):
        title(page, "How was it for you?")
    lasts(hers, his)
    rate(hers, 8, 6)
    title(hers, "Yours are in")
    rate(his, 7, 4)
    for page in (hers, his):
        title(page, "Close with something small")
    lasts(hers, his)
    for page in (hers, his):
        page.get_by_label("Keep it for both of us").check()
        press(page, "Close")
    for page in (hers, his):
        title(page, "You both felt heard", within=BY_LOOKING)
        expect(page.get_by_text(MISSING)).to_be_visible()
    lasts(hers, his)


def looks_at_it(theirs: Page, ours: Couple) -> None:
    theirs.goto(f"/caseload/{ours.public_id}/")
    expect(theirs.get_by_text("felt heard 8 of 10, hard to stay 6 of 10")).to_be_visible()
    expect(theirs.get_by_text("The first time you both felt heard")).to_be_visible()
    expect(theirs.get_by_text(SAID)).to_have_count(0)
    assert_accessible(theirs)


class TestTogether:
    def test_one_leaves_and_comes_back(
        self, browser_as: BrowserAs, session: Session, alice: User, bob: User
    ) -> None:
        """What she types meanwhile stays, and so does her place in it."""
        up_to(session, State.SPEAKING)
        hers, his = opened(browser_as, session, alice, bob)
        expect(hers.get_by_text("Bob is here")).to_be_visible()
        hers.get_by_role("textbox").press_sequentially("When you came")
        his.goto("/")
        expect(hers.get_by_text("Bob is not here")).to_be_visible(timeout=A_WHILE)
        expect(hers.get_by_role("textbox")).to_be_focused()
        expect(hers.get_by_role("textbox")).to_have_value("When you came")
        his.go_back()
        expect(hers.get_by_text("Bob is here")).to_be_visible()
        title(hers, "Say what is on your heart")

    def test_what_is_being_written_is_not_seen_before_it_is_sent(
        self, browser_as: BrowserAs, session: Session, alice: User, bob: User
    ) -> None:
        up_to(session, State.SPEAKING)
        hers, his = opened(browser_as, session, alice, bob)
        hers.get_by_role("textbox").press_sequentially("When you came")
        expect(hers.get_by_text(re.compile("^Saved "))).to_be_visible()
        his.reload()
        assert "When you came" not in his.content()
        hers.reload()
        expect(hers.get_by_role("textbox")).to_have_value("When you came")

    def test_one_takes_a_time_out_and_one_stops(
        self, browser_as: BrowserAs, session: Session, alice: User, bob: User
    ) -> None:
        up_to(session, State.REFLECTING)
        hers, his = opened(browser_as, session, alice, bob)
        press(hers, "Take 20 minutes")
        title(his, "A time-out")
        assert_accessible(his)
        for page in (hers, his):
            press(page, "I am ready to go on")
        title(his, "Say back what you heard")
        his.get_by_text("Stop here").click()
        press(his, "Yes, stop")
        title(hers, "This one was stopped")
        expect(hers.get_by_text(SAID)).to_have_count(0)
        assert_accessible(hers)

    def test_what_one_has_chosen_stays_while_the_other_answers(
        self, browser_as: BrowserAs, session: Session, alice: User, bob: User
    ) -> None:
        up_to(session, State.RATING)
        hers, his = opened(browser_as, session, alice, bob)
        eight = hers.get_by_role("group", name=re.compile("How heard")).get_by_role("radio").nth(8)
        eight.check()
        with hers.expect_response("**/listening/*/?*seen=*"):
            rate(his, 7, 4)
        title(his, "Yours are in")
        hers.wait_for_timeout(500)
        expect(eight).to_be_checked()
        rate(hers, 8, 3)
        title(his, "Close with something small")

    def test_two_tabs_of_one_person(
        self, browser_as: BrowserAs, session: Session, alice: User, bob: User
    ) -> None:
        up_to(session, State.SPEAKING)
        """The second does not hear of the first: its scripts are off."""
        first, second = browser_as(alice, PHONE), browser_as(alice, PHONE, javascript=False)
        for page in (first, second):
            page.goto(session.get_absolute_url())
        second.get_by_role("textbox").fill("Said in the other tab.")
        write(first, SAID, "Send it to Bob")
        title(first, "Bob says it back")
        press(second, "Send it to Bob")
        expect(second.get_by_text("This was not sent")).to_be_visible()
        expect(second.get_by_text("Said in the other tab.")).to_be_visible()


class TestOneDevice:
    def test_it_is_passed_on(self, browser_as: BrowserAs, ours: Couple, alice: User) -> None:
        session = steps.invited(
            ours, alice, now=timezone.now(), way=Session.Way.ONE_DEVICE, topic="rest"
        )
        (page,) = opened(browser_as, session, alice)
        press(page, "I am Alice, and I am ready")
        press(page, "I am Bob, and I am ready")
        hold(page, "Alice")
        press(page, "I begin")
        write(page, SAID, "Send it to Bob")
        title(page, "Bob is next")
        expect(page.get_by_text(SAID)).to_have_count(0)
        assert_accessible(page)
        hold(page, "Bob")
        expect(page.get_by_text(SAID)).to_be_visible()
        write(page, HEARD, "Say it back")
        hold(page, "Alice")
        press(page, "Yes, that’s it")
        hold(page, "Bob")
        write(page, SENSE, "Say it to Alice")
        title(page, "Say what is on your heart")
        with acting_as(alice):
            assert Session.objects.get().turn == 2

    def test_aloud_the_screen_only_guides(
        self, browser_as: BrowserAs, ours: Couple, alice: User
    ) -> None:
        session = steps.invited(
            ours, alice, now=timezone.now(), way=Session.Way.ONE_DEVICE, spoken=True
        )
        steps.walk(session, Act.READY, Act.READY, now=timezone.now(), by=alice)
        page = browser_as(alice, PHONE, javascript=False)
        page.goto(session.get_absolute_url())
        for words in ("Alice speaks", "Bob says it back", "Alice, is that it?"):
            press(page, re.compile("^(Begin|That was it|It is said back)$"))
            title(page, words)
        press(page, "Yes, that’s it")
        title(page, "Bob shows that it makes sense")
        expect(page.get_by_role("textbox")).to_have_count(0)


def hold(page: Page, name: str) -> None:
    page.get_by_role("link", name=f"I am {name}", exact=True).click()
