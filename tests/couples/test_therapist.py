from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from checkins.models import CheckIn
from couples import agreements
from couples.models import Agreement, Couple, Therapist, User
from couples.views import care
from privacy.context import acting_as
from tests import factories, pages
from tests.conftest import ClientOf


@pytest.fixture
def now() -> datetime:
    return timezone.now()


@pytest.fixture
def hers(client_of: ClientOf, alice: User, couple: Couple) -> Client:
    return client_of(alice)


@pytest.fixture
def code(tess: User) -> str:
    with acting_as(tess):
        return Therapist.objects.get().code


class TestNaming:
    def test_it_leads_to_the_agreement(self, hers: Client, code: str) -> None:
        assert hers.post("/us/therapist/", {"code": code})["Location"] == "/us/agreement/"
        assert "Riverside Practice" in hers.get("/us/therapist/").content.decode()

    @pytest.mark.parametrize("wrong", ["", "NOBODYHAS1", "x\x00", "A" * 1_000_000, "' OR 1=1 --"])
    def test_a_wrong_code_gets_a_message(self, wrong: str, hers: Client) -> None:
        page = hers.post("/us/therapist/", {"code": wrong})
        assert page.status_code == 200
        assert "field--wrong" in page.content.decode()

    def test_a_double_click_is_one(self, hers: Client, code: str) -> None:
        hers.post("/us/therapist/", {"code": code})
        assert hers.post("/us/therapist/", {"code": code}).status_code == 302

    def test_a_second_therapist_gets_a_message(self, hers: Client, code: str, tom: User) -> None:
        hers.post("/us/therapist/", {"code": code})
        with acting_as(tom):
            other = Therapist.objects.get().code
        hers.post("/us/therapist/", {"code": other})
        assert "Riverside Practice" in hers.get("/us/therapist/").content.decode()

    def test_either_ends_it(self, hers: Client, client_of: ClientOf, bob: User, code: str) -> None:
        hers.post("/us/therapist/", {"code": code})
        client_of(bob).post("/us/therapist/end/")
        assert "Name your therapist" in hers.get("/us/therapist/").content.decode()


class TestAgreement:
    PATHS = ("/us/agreement/", "/us/", "/us/therapist/", "/us/agreement/decisions/")

    def test_without_a_therapist_there_is_nothing_to_agree(self, hers: Client) -> None:
        assert hers.get("/us/agreement/")["Location"] == "/us/therapist/"

    def test_it_keeps_the_decision_and_shows_it_again(
        self, hers: Client, alice: User, code: str
    ) -> None:
        hers.post("/us/therapist/", {"code": code})
        pages.send(hers, "/us/agreement/", ratings="on", milestones="on")
        with acting_as(alice):
            assert Agreement.objects.get().kinds == {"ratings", "milestones"}
        page = hers.get("/us/agreement/").content.decode()
        assert page.count(" checked") == 2

    def test_a_double_click_is_one_decision(self, hers: Client, alice: User, code: str) -> None:
        hers.post("/us/therapist/", {"code": code})
        for _ in range(2):
            pages.send(hers, "/us/agreement/", ratings="on")
        with acting_as(alice):
            assert Agreement.objects.count() == 1

    def test_it_goes_to_no_other_therapist_than_the_page_named(
        self, hers: Client, alice: User, bob: User, tess: User, tom: User, couple: Couple,
        now: datetime,
    ) -> None:  # fmt: skip
        """Bob ends the link and names tom while alice’s page stands open."""
        opened = factories.agreement(couple, tess, alice, now=now, kinds=set())
        with acting_as(bob):
            agreements.end(opened, now=now)
        link = factories.agreement(couple, tom, bob, now=now)
        page = hers.post("/us/agreement/", {"notes": "on", "link": opened.public_id})
        assert "Your therapist is Tom by now" in page.content.decode()
        assert page.content.decode().count(" checked") == 1
        with acting_as(alice):
            assert not Agreement.objects.filter(care_link=link, person=alice).exists()
        again = {"notes": "on", "link": link.public_id}
        assert hers.post("/us/agreement/", again)["Location"] == "/us/agreement/"
        with acting_as(alice):
            assert Agreement.objects.get(care_link=link, person=alice).kinds == {"notes"}

    def test_nothing_of_the_partner_s_choice_is_on_the_page(
        self, hers: Client, alice: User, bob: User, tess: User, couple: Couple, now: datetime
    ) -> None:
        """Byte for byte the same, whatever the partner decided."""
        link = factories.agreement(couple, tess, alice, now=now, kinds={"ratings"})
        seen = set()
        for kinds in ({"ratings", "notes"}, set(), {"milestones"}):
            with acting_as(bob):
                agreements.decide(link, by=bob, kinds=kinds, now=now)
            seen |= {without_tokens(hers.get(path).content.decode()) for path in self.PATHS}
        assert len(seen) == len(self.PATHS)

    def test_withdrawing_closes_it_for_the_therapist(
        self, hers: Client, alice: User, bob: User, tess: User, couple: Couple, now: datetime
    ) -> None:
        factories.agreement(couple, tess, alice, bob, now=now)
        hers.post("/us/agreement/withdraw/")
        with acting_as(tess):
            assert not Couple.objects.exists()

    def test_one_s_own_versions_can_be_read_again(
        self, hers: Client, client_of: ClientOf, bob: User, code: str
    ) -> None:
        hers.post("/us/therapist/", {"code": code})
        pages.send(hers, "/us/agreement/", ratings="on")
        hers.post("/us/agreement/withdraw/")
        page = hers.get("/us/agreement/decisions/").content.decode()
        assert "Version 2" in page
        assert "Your check-in ratings: yes." in page
        assert "Nothing yet" in client_of(bob).get("/us/agreement/decisions/").content.decode()

    def test_many_of_them_come_page_by_page(
        self, hers: Client, code: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(care, "A_PAGE", 2)
        hers.post("/us/therapist/", {"code": code})
        for kinds in ({"notes": "on"}, {"ratings": "on"}, {"milestones": "on"}):
            pages.send(hers, "/us/agreement/", **kinds)
        first, second = (
            hers.get(f"/us/agreement/decisions/?page={number}").content.decode()
            for number in (1, 2)
        )
        assert "Version 3" in first
        assert "Version 2" in first
        assert "Page 1 of 2" in first
        assert "Version 1" in second
        assert "Version 2" not in second

    def test_it_says_that_a_yes_covers_earlier_days_since_it_does(
        self, hers: Client, alice: User, bob: User, tess: User, couple: Couple, now: datetime
    ) -> None:
        earlier = factories.check_in(bob, couple, now.date() - timedelta(days=20), now=now)
        factories.agreement(couple, tess, alice, bob, now=now, kinds={"ratings"})
        with acting_as(tess):
            assert CheckIn.objects.get() == earlier
        for path in ("/us/agreement/", "/us/agreement/decisions/"):
            assert agreements.EARLIER in hers.get(path).content.decode()

    def test_it_names_the_moments_that_come_with_the_milestones(
        self, hers: Client, code: str
    ) -> None:
        hers.post("/us/therapist/", {"code": code})
        page = hers.get("/us/agreement/").content.decode()
        assert "Which of your moments were held, and which were not" in page

    @pytest.mark.parametrize("path", ["/us/agreement/withdraw/", "/us/therapist/end/"])
    def test_it_changes_nothing_by_looking(self, path: str, hers: Client) -> None:
        assert hers.get(path).status_code == 405

    @pytest.mark.parametrize("path", ["/us/agreement/withdraw/", "/us/therapist/end/"])
    def test_it_is_calm_when_there_is_nothing_to_end(self, path: str, hers: Client) -> None:
        assert hers.post(path).status_code == 302


def without_tokens(page: str) -> str:
    lines = page.split("<main")[1].splitlines()
    return "\n".join(line for line in lines if "csrfmiddlewaretoken" not in line)
