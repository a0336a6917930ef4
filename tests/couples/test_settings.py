import re

import pytest
from django.test import Client

from couples.models import User
from privacy.context import acting_as
from tests import factories
from tests.conftest import ClientOf

GOOD = {
    "display_name": "Alice A.",
    "called": "Ali",
    "time_zone": "America/New_York",
    "language": "en-us",
}


@pytest.fixture
def hers(client_of: ClientOf, alice: User) -> Client:
    return client_of(alice)


def saved(person: User) -> User:
    with acting_as(person):
        return User.objects.get(pk=person.pk)


class TestSettings:
    def test_it_keeps_what_was_said(self, hers: Client, alice: User) -> None:
        assert hers.post("/settings/", GOOD)["Location"] == "/settings/"
        now = saved(alice)
        assert {name: getattr(now, name) for name in GOOD} == GOOD

    def test_it_takes_a_zone_with_a_space(self, hers: Client, alice: User) -> None:
        hers.post("/settings/", GOOD | {"time_zone": " America/New York "})
        assert saved(alice).time_zone == "America/New_York"

    def test_a_clock_that_nobody_told_is_not_told_by_another_change(
        self, client_of: ClientOf
    ) -> None:
        """The field is empty until then, for the browser or the person to fill in."""
        nora = factories.person("nora", time_zone="UTC")
        browser = client_of(nora)
        page = browser.get("/settings/").content.decode()
        field = re.search(r'<input[^>]* name="time_zone"[^>]*>', page)
        assert field
        assert "data-time-zone" in field[0]
        assert " value=" not in field[0]
        refused = browser.post("/settings/", GOOD | {"time_zone": ""}).content.decode()
        assert "field--wrong" in refused
        assert not saved(nora).zone_is_told

    @pytest.mark.parametrize(
        "zone", ["Europe/Atlantis", "../../etc/passwd", "localtime", "x\x00y", "Z" * 1_000_000]
    )
    def test_an_unknown_zone_gets_a_message_and_loses_nothing(
        self, zone: str, hers: Client, alice: User
    ) -> None:
        page = hers.post("/settings/", GOOD | {"time_zone": zone})
        assert page.status_code == 200
        assert "field--wrong" in page.content.decode()
        assert "Alice A." in page.content.decode()
        assert saved(alice).display_name == "Alice"

    @pytest.mark.parametrize("name", ["", " ", "a\x00b", "x" * 61, "x" * 1_000_000])
    def test_a_name_that_cannot_be_gets_a_message(
        self, name: str, hers: Client, alice: User
    ) -> None:
        page = hers.post("/settings/", GOOD | {"display_name": name}).content.decode()
        assert "field--wrong" in page
        assert saved(alice).display_name == "Alice"

    @pytest.mark.parametrize("path", ["/settings/"])
    def test_it_is_there_for_everybody(
        self, path: str, client_of: ClientOf, tess: User, edith: User
    ) -> None:
        for one in (tess, edith):
            assert client_of(one).get(path).status_code == 200
