"""The page of helplines, the files behind it, and that every page leads to it."""

import re
from datetime import date, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client

from couples import content_pack, countries, helplines
from couples.content_pack import ContentRefused, Outcome
from couples.models import Couple, Helpline, User
from privacy import context
from tests import factories
from tests.conftest import ClientOf

GOOD = """helplines:
  - {slug: here-emergency, country: Here, name: Emergency, phone: "112"}
  - {slug: here-talk, country: Here, name: Somebody to talk to, phone: "+44 116 123", meaning: At night.}
"""
WORK = context.Asker(staff=True)


def write(folder: Path, text: str) -> Path:
    helplines.LIST.path(folder).write_text(text)
    return folder


def load(folder: Path, now: datetime) -> content_pack.Loaded:
    with context.asking(WORK):
        return helplines.LIST.load(folder, now)


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return write(tmp_path, GOOD)


class TestThePack:
    def test_it_ships_an_emergency_number_first_for_every_country(self, now: datetime) -> None:
        load(settings.BASE_DIR / "content", now)
        countries = helplines.by_country()
        assert len(countries) >= 15
        assert {country.lines[0].name for country in countries} == {"Emergency"}

    def test_it_claims_of_no_number_that_somebody_looked(self, now: datetime) -> None:
        load(settings.BASE_DIR / "content", now)
        assert not Helpline.objects.exclude(checked_on=None).exists()

    def test_it_leaves_alone_what_an_editor_changed(self, pack: Path, now: datetime) -> None:
        load(pack, now)
        with context.asking(WORK):
            Helpline.objects.filter(slug="here-talk").update(phone="116 124")
        write(pack, GOOD.replace("116 123", "116 125"))
        assert load(pack, now).names[Outcome.LEFT_ALONE] == ["here-talk"]

    def test_it_keeps_when_somebody_looked(self, pack: Path, now: datetime) -> None:
        load(pack, now)
        with context.asking(WORK):
            Helpline.objects.update(checked_on=date(2026, 5, 1))
        write(pack, GOOD.replace("At night.", "Day and night."))
        assert load(pack, now).names[Outcome.CHANGED] == ["here-talk"]
        line = Helpline.objects.get(slug="here-talk")
        assert (line.meaning, line.checked_on) == ("Day and night.", date(2026, 5, 1))

    @pytest.mark.parametrize("wrong", ["phone", "country", "name"])
    def test_it_refuses_a_line_without_its_parts(
        self, wrong: str, tmp_path: Path, now: datetime
    ) -> None:
        write(tmp_path, GOOD.replace(f"{wrong}:", "meaning:", 1))
        with pytest.raises(ContentRefused):
            load(tmp_path, now)

    def test_it_is_part_of_what_a_deployment_loads(self) -> None:
        call_command("load_content", verbosity=0)
        assert Helpline.objects.exists()


class TestALine:
    def test_a_phone_dials_digits_alone(self) -> None:
        assert Helpline(phone="+44 0800-12 34").dial == "+4408001234"

    def test_it_wants_another_look_after_half_a_year(self) -> None:
        line = Helpline(checked_on=date(2026, 1, 1))
        assert line.is_current(date(2026, 6, 1))
        assert not line.is_current(date(2026, 8, 1))
        assert not Helpline().is_current(date(2026, 6, 1))


def shown(page: str) -> list[str]:
    return re.findall(r"<summary>(.*?)</summary>", page)


class TestThePage:
    def test_it_is_there_for_a_visitor_in_their_own_country(
        self, client: Client, pack: Path, now: datetime
    ) -> None:
        load(pack, now)
        page = client.get("/support/").content.decode()
        assert 'href="tel:+44116123"' in page
        assert "Checked on" not in page
        assert "does not clean your browser’s history" in page

    @pytest.mark.parametrize(
        ("languages", "first"),
        [
            ("nl-NL,en;q=0.8", "Netherlands"),
            ("en,de-AT;q=0.9,en-US;q=0.8", "Austria"),
            ("en-GB", "United Kingdom"),
            ("", "United Kingdom"),
            ("en-ZZ", "United Kingdom"),
            ("x" * 5000, "United Kingdom"),
        ],
    )
    def test_the_country_of_a_visitor_s_browser_comes_first(
        self, languages: str, first: str, client: Client, now: datetime
    ) -> None:
        load(settings.BASE_DIR / "content", now)
        page = client.get("/support/", headers={"Accept-Language": languages}).content.decode()
        assert shown(page)[0] == first

    def test_that_of_somebody_s_own_clock_before_it(
        self, client_of: ClientOf, alice: User, now: datetime
    ) -> None:
        load(settings.BASE_DIR / "content", now)
        english = {"Accept-Language": "en-US"}
        page = client_of(alice).get("/support/", headers=english).content.decode()
        assert shown(page)[:2] == ["Netherlands", "United Kingdom"]
        assert page.count('<details class="fold" open>') == 1

    def test_every_country_of_the_pack_is_one_that_a_clock_or_a_browser_can_name(
        self, now: datetime
    ) -> None:
        load(settings.BASE_DIR / "content", now)
        named = {country.name for country in helplines.by_country()}
        assert named - set(countries._names().values()) == {"Everywhere in the European Union"}

    def test_it_shows_no_retired_line(self, client: Client, pack: Path, now: datetime) -> None:
        load(pack, now)
        with context.asking(WORK):
            Helpline.objects.filter(slug="here-talk").update(retired=True)
        assert "Somebody to talk to</p>" not in client.get("/support/").content.decode()

    def test_every_page_leads_to_it(
        self, client_of: ClientOf, alice: User, couple: Couple, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(settings, "STAFF_SECOND_FACTOR", False)
        staff = client_of(factories.staff("eve", is_superuser=True))
        for client, path in (
            (client_of(alice), "/"),
            (client_of(alice), "/nothing/"),
            (Client(), "/welcome/"),
            (Client(), "/account/login/"),
            (staff, "/admin/"),
        ):
            assert 'href="/support/"' in client.get(path).content.decode(), path
