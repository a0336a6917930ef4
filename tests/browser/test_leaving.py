"""From the settings to a file on the device, and to the day on which an account ends."""

import io
from pathlib import Path
from zipfile import ZipFile

from django.utils import timezone
from playwright.sync_api import Page, expect

from couples.models import Couple, User
from leaving import exporting
from tests import factories
from tests.browser.conftest import BrowserAs
from tests.browser.visit import DESK_AT_NIGHT, PHONE, assert_accessible
from tests.leaving.conftest import ask, export_of, file_of


def say_it_is_you(page: Page) -> None:
    expect(page.get_by_role("heading", name="Is it you?")).to_be_visible()
    page.get_by_label("Password").fill(factories.PASSWORD)
    page.get_by_role("button", name="Yes, it is me").click()


class TestACopy:
    def test_from_the_settings_to_the_file(
        self, browser_as: BrowserAs, alice: User, couple: Couple
    ) -> None:
        page = browser_as(alice, PHONE, javascript=False)
        page.goto("/settings/")
        page.get_by_role("link", name="Take your words along").click()
        page.get_by_role("button", name="Make my file").click()
        say_it_is_you(page)
        expect(page.get_by_role("heading", name="Your file is being made")).to_be_visible()
        assert exporting.make_all(timezone.now()) == 1
        page.get_by_role("link", name="Look again").click()
        with page.expect_download() as coming:
            page.get_by_role("link", name="Fetch it").click()
        file = coming.value
        assert file.suggested_filename.startswith("moments-2")
        assert ZipFile(file.path()).testzip() is None
        page.get_by_role("button", name="Remove it now").click()
        expect(page.get_by_role("button", name="Make my file")).to_be_visible()

    def test_the_page_in_it_is_in_order(
        self, browser_as: BrowserAs, alice: User, couple: Couple, tmp_path: Path
    ) -> None:
        now = timezone.now()
        words = "A word " * 50 + "w" * 200
        factories.check_in(alice, couple, now.date(), now=now, note=(words, "only_me"))
        ask(alice, now)
        assert exporting.make_all(now) == 1
        file = ZipFile(io.BytesIO(file_of(export_of(alice)))).extract("moments.html", tmp_path)
        for look in (PHONE, DESK_AT_NIGHT):
            page = browser_as(None, look)
            page.goto(f"file://{file}")
            expect(page.get_by_role("heading", level=1)).to_have_text("Alice")
            assert_accessible(page)


class TestAnAccount:
    def test_it_is_to_end_and_is_kept(
        self, browser_as: BrowserAs, alice: User, couple: Couple
    ) -> None:
        page = browser_as(alice, PHONE)
        page.goto("/settings/account/")
        assert_accessible(page)
        page.get_by_role("button", name="Erase it in fourteen days").click()
        say_it_is_you(page)
        expect(page.get_by_role("heading", name="Your account ends soon")).to_be_visible()
        assert_accessible(page)
        page.goto("/settings/")
        expect(page.get_by_text("will be erased on")).to_be_visible()
        assert_accessible(page)
        page.get_by_role("link", name="keep them").click()
        page.get_by_role("button", name="Keep my account").click()
        expect(page.locator(".messages")).to_contain_text("stays")
        expect(page.get_by_role("button", name="Erase it in fourteen days")).to_be_visible()
