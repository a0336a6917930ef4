"""A day is written: words go to the server, and the browser keeps none."""

from datetime import timedelta

from django.utils import timezone

from couples.models import User
from tests.browser.conftest import BrowserAs
from tests.browser.visit import STORED


def test_a_browser_keeps_nothing_of_a_day_that_was_written(
    browser_as: BrowserAs, alice: User
) -> None:
    page = browser_as(alice)
    page.goto("/check-in/")
    page.get_by_label("An appreciation").or_(page.locator("textarea").first).first.evaluate(
        "field => { field.value = 'The tea'; field.dispatchEvent(new Event('input', {bubbles: true})) }"
    )
    page.wait_for_timeout(1500)  # it saves itself meanwhile, on the server
    assert not page.evaluate(STORED)
    page.goto(f"/history/{timezone.now().date() - timedelta(days=1)}/")
    assert not page.evaluate(STORED)
    page.evaluate("localStorage.setItem('left', 'behind')")
    assert page.evaluate(STORED) == {"local": {"left": "behind"}}
