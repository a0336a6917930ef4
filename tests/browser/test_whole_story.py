"""The story of the first whole loop, on the site of a test: time passes at a word."""

from datetime import timedelta

from django.db.models import F
from playwright.sync_api import Page

from checkins.models import Moment
from couples.models import User
from privacy.context import as_steward
from reminders import mailbox
from tests.browser import story
from tests.browser.conftest import BrowserAs
from tests.browser.visit import Look


class Stage:
    ahead = 12

    def __init__(self, browser_as: BrowserAs, people: dict[str, User]) -> None:
        self.browser_as, self.people = browser_as, people

    def browser(self, who: str, look: Look) -> Page:
        return self.browser_as(self.people.get(who), look)

    def newest_letter(self, email: str) -> str:
        return next(letter.text for letter in mailbox.newest() if letter.to == email)

    def let_time_pass(self) -> None:
        """The site runs by the real clock; so the moments come nearer instead."""
        with as_steward():
            Moment.objects.update(starts_at=F("starts_at") - timedelta(minutes=self.ahead))


def test_it_runs_from_the_first_page_to_the_therapist_and_the_editor(
    browser_as: BrowserAs, tess: User, editor: User
) -> None:
    story.tell("Robin", "Sam", Stage(browser_as, {"therapist": tess, "editor": editor}))
