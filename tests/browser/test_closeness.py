"""Three weeks of closeness: in two browsers, by keys alone, and without scripts."""

from itertools import count

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from closeness import options
from closeness.decks import Deck
from closeness.models import Deck as DeckRow
from closeness.models import Limits, Option, Seat
from couples.models import Couple, User
from privacy.context import acting_as, as_dealer, asking
from tests import factories
from tests.browser.conftest import BrowserAs
from tests.browser.test_mending import press, title
from tests.browser.visit import DESK, PHONE, assert_accessible_by_day_and_night
from tests.closeness import table
from tests.closeness.pages import CARDS, HOME, PACE, TOGETHER, without_tokens

TEA, LAMP, PLANTS, SHOES = (
    "Tea for two",
    "The lamp left on",
    "The plants together",
    "Shoes by the door",
)
LINE, PRAISE = "A line for the day", "One kind thing, out loud"
THINGS = {TEA: 1, LAMP: 1, PLANTS: 1, SHOES: 1, LINE: 2, PRAISE: 2}
YES, NO = "I would enjoy it", "Not now"
ROUTINES, WORDS = "Shared routines and small services", "Words, banter and attention"
QUIET, RESTS = "A quiet page this week.", "Closeness is resting"
FOR_ONESELF = "Kept, for you alone."


@pytest.fixture
def ours(live_site: str, alice: User, bob: User) -> Couple:
    """By the real clock, which the server goes by; and everything there is lies in both decks."""
    couple = factories.couple(alice, bob, now=timezone.now())
    slugs = offer(THINGS)
    decks = (secret for secret in map(str, count()) if all(map(Deck(secret).has, slugs)))
    for person in (alice, bob):
        give(person, next(decks), couple)
    return couple


def offer(things: dict[str, int]) -> list[str]:
    """In place of what the house offers."""
    with asking(factories.CONTENT_WORK):
        Option.objects.update(retired=True)
        for place, (name, level) in enumerate(things.items()):
            facts = {"what": "Something small for two.", "is_not": "An exam.", "minutes": 5}
            slug, smaller = f"thing-{place}", "Half of it\nOne minute of it"
            Option.objects.create(slug=slug, level=level, name=name, smaller=smaller, **facts)
    options.changed()
    return [f"thing-{place}" for place in range(len(things))]


def give(person: User, secret: str, couple: Couple) -> None:
    """Before they begin; yet the dealer has the keys of nobody who has no seat."""
    with acting_as(person):
        seat = Seat.objects.create(
            person=person, couple=couple, began_at=timezone.now(), kept=Limits().kept
        )
    with as_dealer():
        DeckRow.objects.create(person_id=person.pk, secret=secret)
        seat.delete()


def a_week_passes() -> None:
    call_command("pass_a_week")


def test_three_weeks_go_by(browser_as: BrowserAs, ours: Couple, alice: User, bob: User) -> None:
    hers, his = browser_as(alice, PHONE), browser_as(bob, DESK)
    for page in (hers, his):
        begins(page)
    assert_accessible_by_day_and_night(his)
    says_by_keys(hers, {TEA: YES, LAMP: YES, PLANTS: YES, SHOES: NO})
    says(his, {TEA: YES, LAMP: YES, PLANTS: YES, SHOES: YES})
    a_week_passes()
    stands(hers, his, TEA, LAMP, PLANTS)
    they_do_one(hers, his)
    for page in (hers, his):
        goes_further(page)
    a_week_passes()
    for page in (hers, his):
        is_asked_more(page)
    a_week_passes()
    stands(hers, his, TEA, LAMP, PLANTS, LINE, PRAISE)
    goes_back(his)
    stands(hers, his, TEA, LAMP, PLANTS)
    takes_back(hers, LAMP)
    stands(hers, his, TEA, PLANTS)
    it_rests_and_opens(hers, his)


def begins(page: Page) -> None:
    page.goto("/exercises/")
    page.get_by_role("link", name="Closeness Each chooses alone").click()
    title(page, "Before you begin")
    expect(page.get_by_text("From one card nobody can tell a thing")).to_be_visible()
    press(page, "Begin")
    expect(page.get_by_text(QUIET)).to_be_visible()


def stands(hers: Page, his: Page, *names: str) -> None:
    """On the page of the week, for both and in one order."""
    found = []
    for page in (hers, his):
        page.goto(HOME)
        title(page, "Closeness")
        found.append(page.locator("article h3").all_inner_texts())
    assert found[0] == found[1]
    assert sorted(found[0]) == sorted(names)


def says(page: Page, answers: dict[str, str]) -> None:
    page.goto(CARDS)
    for name, answer in answers.items():
        page.get_by_role("group", name=name).get_by_label(answer).check()
    press(page, "Keep my answers")
    expect(page.get_by_text("Your answers are not shown again")).to_be_visible()


def says_by_keys(page: Page, answers: dict[str, str]) -> None:
    press_on(page, page.get_by_role("link", name="My cards"))
    title(page, "My cards")
    expect(page.get_by_role("group")).to_have_count(len(answers))
    for group in page.get_by_role("group").all():
        go_to(page, group.get_by_role("radio").first)
        name = group.locator("legend").inner_text()
        for key in ["Space"] if answers[name] == YES else ["ArrowDown", "ArrowDown"]:
            page.keyboard.press(key)
        expect(group.get_by_label(answers[name])).to_be_checked()
    expect(page.locator("[data-saved]")).to_contain_text("Saved")
    assert_accessible_by_day_and_night(page)
    press_on(page, page.get_by_role("button", name="Keep my answers"))
    expect(page.get_by_text("Your answers are not shown again")).to_be_visible()
    page.goto(CARDS)
    expect(page.locator(":checked")).to_have_count(0)


def go_to(page: Page, there: Locator) -> None:
    """By Tab alone."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if there.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError(f"No Tab leads to {there}.")


def press_on(page: Page, there: Locator) -> None:
    go_to(page, there)
    page.keyboard.press("Enter")


def they_do_one(hers: Page, his: Page) -> None:
    """She by keys; he says how it was."""
    tea = hers.get_by_role("article", name=TEA)
    press_on(hers, tea.locator("summary"))
    assert_accessible_by_day_and_night(hers)
    press_on(hers, tea.get_by_role("button", name="We did this"))
    title(hers, "How it was, for you")
    assert_accessible_by_day_and_night(hers)
    press_on(hers, hers.get_by_role("link", name="Skip this"))
    expect(tea.get_by_text("You noted that you did it.")).to_be_visible()
    expect(tea.get_by_text("done, you both say")).to_have_count(0)
    his.get_by_role("article", name=TEA).locator("summary").click()
    his.get_by_role("article", name=TEA).get_by_role("button", name="We did this").click()
    his.get_by_label("7", exact=True).check()
    press(his, "Keep it for me")
    expect(his.get_by_text(FOR_ONESELF)).to_be_visible()
    hers.reload()
    expect(tea.get_by_text("done, you both say")).to_be_visible()
    his.goto(TOGETHER)
    expect(his.get_by_role("heading", name=TEA)).to_be_visible()
    assert_accessible_by_day_and_night(his)


def goes_further(page: Page) -> None:
    page.goto(PACE)
    press(page, "One level further")
    expect(page.get_by_text("Your pace is one level further.")).to_be_visible()
    expect(page.get_by_role("button", name="One level further")).to_have_count(0)


def is_asked_more(page: Page) -> None:
    page.goto(CARDS)
    for kind in (ROUTINES, WORDS):
        expect(page.get_by_role("heading", name=kind)).to_be_visible()
    says(page, {LINE: YES, PRAISE: YES})


def goes_back(page: Page) -> None:
    """Where another step would be open to them."""
    page.goto(PACE)
    expect(page.get_by_role("button", name="One level further")).to_be_visible()
    assert_accessible_by_day_and_night(page)
    press(page, f"Back to here: {ROUTINES}")
    expect(page.get_by_text("Nobody is told.")).to_be_visible()


def takes_back(page: Page, name: str) -> None:
    thing = page.get_by_role("article", name=name)
    thing.locator("summary").click()
    thing.get_by_role("button", name="Take it back").click()
    expect(page.get_by_text("It is off the page.")).to_be_visible()


def it_rests_and_opens(hers: Page, his: Page) -> None:
    """The same page for both, to the byte; what stood there stays away."""
    his.get_by_text("Stop for now").click()
    press(his, "Yes, let it rest")
    title(his, RESTS)
    assert_accessible_by_day_and_night(his)
    one, other = (page.context.request.get(HOME) for page in (hers, his))
    assert without_tokens(one.text()) == without_tokens(other.text())
    hers.goto(HOME)
    press(hers, "I am ready again")
    title(hers, RESTS)
    press(his, "I am ready again")
    expect(his.get_by_text(QUIET)).to_be_visible()
    stands(hers, his)


def test_a_level_is_opened_alone(browser_as: BrowserAs, ours: Couple, alice: User) -> None:
    hers = browser_as(alice, PHONE)
    hers.goto(HOME)
    assert_accessible_by_day_and_night(hers)
    press(hers, "Begin")
    expect(hers.get_by_text(QUIET)).to_be_visible()
    table.limit(alice, Limits(level=5))
    hers.goto(PACE)
    hers.get_by_role("link", name="Read what that means").click()
    title(hers, "A yes of your own")
    assert_accessible_by_day_and_night(hers)
    press(hers, "Open it for me, for 28 days")
    expect(hers.get_by_text("Open for you until")).to_be_visible()


def test_it_does_without_scripts(
    browser_as: BrowserAs, ours: Couple, alice: User, bob: User
) -> None:
    hers = browser_as(alice, javascript=False)
    begins(hers)
    table.begin(bob, now=timezone.now())
    says(hers, {TEA: YES, LAMP: NO})
    table.say(bob, table.yes, now=timezone.now())
    a_week_passes()
    hers.goto(HOME)
    hers.locator("summary", has_text=TEA).click()
    press(hers, "We did this")
    hers.get_by_label("8", exact=True).check()
    press(hers, "Keep it for me")
    expect(hers.get_by_text(FOR_ONESELF)).to_be_visible()
    expect(hers.get_by_role("article")).to_have_count(1)
