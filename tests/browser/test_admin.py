"""The staff's own pages, all of them, and an editor's day without scripts."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.contrib import admin
from django.db.models import Model
from django.utils import timezone
from playwright.sync_api import Page, expect

from couples.models import Couple, User
from exercises import publishing
from exercises.models import ExerciseVersion
from privacy.context import acting_as
from tests.browser.conftest import BrowserAs
from tests.browser.visit import (
    DESK,
    DESK_AT_NIGHT,
    PHONE,
    Look,
    assert_accessible,
    assert_accessible_by_day_and_night,
    with_axe,
)

FEWEST = {"editor": 20, "operator": 13}
# Their pages are of the same parts: each of the two sees them in another width and scheme.
SEEN = {"editor": DESK_AT_NIGHT, "operator": PHONE}
LIST = "/admin/exercises/exerciseversion/"


def every_page(by: User) -> Iterator[str]:
    """Lists and forms of whatever the admin knows; of each kind of admin one search, one empty form, one
    history and one question before deleting, for those pages are made of the same parts.
    """
    yield "/admin/"
    kinds = set()
    for model, its_admin in admin.site._registry.items():
        meta, kind, pk = model._meta, type(its_admin).__bases__, newest(model, by)
        here = f"/admin/{meta.app_label}/{meta.model_name}/"
        yield from (f"/admin/{meta.app_label}/", here)
        if pk:
            yield f"{here}{pk}/change/"
        if kind not in kinds:
            yield from (f"{here}?q=a&o=1", f"{here}add/")
            yield from (f"{here}{pk}/{end}/" for end in ("history", "delete") if pk)
        kinds.add(kind)
    yield from (f"{LIST}?status__exact=published", f"{LIST}{published(by)}/change/")
    draft = newest(ExerciseVersion, by)
    looks = ("later/", "preview/0/?as=a", "preview/1/?as=b&width=phone")
    yield from (f"{LIST}{draft}/{look}" for look in looks)


def newest(model: type[Model], by: User) -> int:
    """0 where the list is empty."""
    with acting_as(by):
        found = model._default_manager.order_by("pk").last()
    return int(found.pk) if found else 0


def published(by: User) -> int:
    with acting_as(by):
        return ExerciseVersion.objects.published().latest("pk").pk


def opens(page: Page, path: str) -> bool:
    """What somebody has no right to is refused, never broken."""
    answer = page.goto(path)
    assert answer is not None
    assert answer.status in {200, 403, 404}, path
    return answer.ok


def what_is_wrong(page: Page) -> str:
    try:
        assert_accessible(page)
    except AssertionError as found:
        return f"{page.url} at {page.viewport_size}:\n{found}"
    return ""


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


@pytest.fixture
def draft(live_site: str, editor: User) -> ExerciseVersion:
    with acting_as(editor):
        version = ExerciseVersion.objects.get(exercise__slug="one-small-act")
        return publishing.draft_from(version, by=editor, now=version.made_at)


class TestEveryPageOfTheStaff:
    @pytest.mark.parametrize(("who", "look"), SEEN.items(), ids=str)
    def test_it_is_in_order(
        self,
        browser_as: BrowserAs,
        request: pytest.FixtureRequest,
        draft: ExerciseVersion,
        couple: Couple,
        tess: User,
        who: str,
        look: Look,
    ) -> None:
        person = request.getfixturevalue(who)
        page = with_axe(browser_as(person, look))
        found = [
            what_is_wrong(page) for path in dict.fromkeys(every_page(person)) if opens(page, path)
        ]
        assert len(found) >= FEWEST[who]
        assert not any(found), "\n\n".join(filter(None, found))

    def test_so_is_a_form_that_comes_back(self, browser_as: BrowserAs, editor: User) -> None:
        page = browser_as(editor, DESK)
        page.goto(f"{LIST}add/")
        page.locator(".submit-row input").first.click()
        expect(page.get_by_text("Please correct")).to_be_visible()
        assert_accessible_by_day_and_night(page)

    def test_so_is_the_way_in(self, browser_as: BrowserAs) -> None:
        page = browser_as(None, DESK)
        page.goto(LIST)
        expect(page).to_have_url(f"/account/login/?next={LIST}")
        assert_accessible(page)

    def test_so_is_the_page_of_a_new_password(self, browser_as: BrowserAs, editor: User) -> None:
        page = browser_as(editor, DESK)
        page.goto("/admin/password_change/")
        assert "/account/" in page.url
        assert_accessible(page)


class TestAnEditor:
    @pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no-scripts"])
    def test_she_adds_a_step_sees_it_and_publishes(
        self, browser_as: BrowserAs, draft: ExerciseVersion, editor: User, javascript: bool
    ) -> None:
        page = browser_as(editor, DESK, javascript=javascript)
        page.goto(f"{LIST}{draft.pk}/change/")
        row = page.locator(".inline-related:not(.empty-form)").last
        row.get_by_label("Kind").select_option("read")
        row.get_by_label("Title").fill("One last thing")
        row.get_by_label("Text").fill("Be kind.")
        press(page, "Save and preview")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        page.goto(f"{LIST}{draft.pk}/change/")
        expect(page.get_by_role("heading", name="Step: One last thing")).to_be_visible()
        self.she_sees_it_on_a_phone(page)
        self.she_gives_it_a_time(page)
        press(page, "Save and publish")
        expect(page.get_by_text("“One small act” is published.")).to_be_visible()

    def she_sees_it_on_a_phone(self, page: Page) -> None:
        page.get_by_role("link", name="Preview").click()
        page.get_by_role("link", name="Kim (B)").click()
        page.get_by_role("link", name="a phone").click()
        expect(page.get_by_text("Kim, partner B, would see this")).to_be_visible()
        frame = page.frame_locator("iframe")
        expect(frame.locator("h1")).to_have_text("One small act")
        assert frame.locator("html").evaluate("root => root.clientWidth") == 390
        page.get_by_role("link", name="Back to the text").click()

    def she_gives_it_a_time(self, page: Page) -> None:
        page.get_by_role("link", name="Publish later").click()
        page.get_by_label("Day").fill(f"{timezone.localdate() + timedelta(days=9)}")
        page.get_by_label("Time").fill("09:30")
        press(page, "Set this time")
        expect(page.get_by_text("To be published on").first).to_be_visible()
        page.get_by_role("link", name="History").click()
        expect(page.get_by_role("heading", name="To be published on").first).to_be_visible()
        page.go_back()
