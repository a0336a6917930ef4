from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from couples import invitations, pairing, pauses
from couples.models import Couple, Invitation, Pause, User
from couples.views import clients
from privacy.context import acting_as
from tests import factories
from tests.conftest import ClientOf, asked_again


@pytest.fixture
def hers(client_of: ClientOf, alice: User) -> Client:
    return client_of(alice)


@pytest.fixture
def now() -> datetime:
    """Pages read the real clock."""
    return timezone.now()


class TestUs:
    def test_it_invites_somebody_who_is_alone(self, hers: Client) -> None:
        page = hers.get("/us/").content.decode()
        assert "Invite your partner" in page
        assert "/us/part/" not in page

    def test_it_shows_the_partner(self, hers: Client, couple: Couple) -> None:
        page = hers.get("/us/").content.decode()
        assert "<h2>Bob</h2>" in page
        assert "Invite your partner" not in page

    def test_it_says_that_an_agreement_waits_until_one_has_decided(
        self, hers: Client, alice: User, bob: User, tess: User, couple: Couple, now: datetime
    ) -> None:
        factories.agreement(couple, tess, bob, now=now)
        assert "An agreement is waiting" in hers.get("/us/").content.decode()
        factories.agreement(couple, tess, alice, now=now)
        assert "An agreement is waiting" not in hers.get("/us/").content.decode()

    @pytest.mark.parametrize("path", ["/us/", "/us/invitation/", "/us/part/", "/us/agreement/"])
    def test_it_is_for_partners(self, path: str, client_of: ClientOf, tess: User) -> None:
        assert client_of(tess).get(path).status_code == 404

    def test_it_sends_visitors_to_sign_in(self, client: Client) -> None:
        assert client.get("/us/")["Location"] == "/account/login/?next=/us/"


class TestInvitation:
    def test_it_shows_the_link_until_it_is_withdrawn(self, hers: Client) -> None:
        assert hers.post("/us/invitation/")["Location"] == "/us/invitation/"
        page = hers.get("/us/invitation/").content.decode()
        assert "http://testserver/join/" in page
        hers.post("/us/invitation/withdraw/")
        assert "/join/" not in hers.get("/us/invitation/").content.decode()

    def test_a_double_click_makes_one_link(self, hers: Client, alice: User) -> None:
        hers.post("/us/invitation/")
        hers.post("/us/invitation/")
        with acting_as(alice):
            assert Invitation.objects.count() == 1

    def test_it_renews(self, hers: Client, alice: User, now: datetime) -> None:
        hers.post("/us/invitation/")
        hers.post("/us/invitation/renew/")
        with acting_as(alice):
            assert Invitation.objects.count() == 2
            assert Invitation.objects.open(now).count() == 1

    @pytest.mark.parametrize("step", ["", "renew/"])
    def test_the_partner_may_join_in_the_very_moment(
        self, step: str, hers: Client, couple: Couple, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The page has not seen it; the lock has."""
        monkeypatch.setattr(Couple, "partner_of", lambda *people: None)
        assert hers.post(f"/us/invitation/{step}").status_code == 302

    @pytest.mark.parametrize("step", ["", "renew/"])
    def test_a_couple_of_two_makes_no_link(
        self, step: str, hers: Client, alice: User, couple: Couple, now: datetime
    ) -> None:
        assert hers.post(f"/us/invitation/{step}")["Location"] == "/us/"
        with acting_as(alice):
            assert not Invitation.objects.open(now).exists()

    @pytest.mark.parametrize("step", ["renew/", "withdraw/"])
    def test_it_changes_nothing_by_looking(self, step: str, hers: Client) -> None:
        assert hers.get(f"/us/invitation/{step}").status_code == 405


class TestPause:
    def test_it_rests_and_wakes(self, hers: Client, alice: User, couple: Couple) -> None:
        assert hers.post("/us/pause/", {"days": "14"}).status_code == 302
        assert "Moments is resting" in hers.get("/us/").content.decode()
        hers.post("/us/pause/end/")
        with acting_as(alice):
            assert not pauses.is_paused(couple, timezone.now())

    def test_both_read_the_same_page(
        self, hers: Client, client_of: ClientOf, bob: User, couple: Couple
    ) -> None:
        hers.post("/us/pause/", {"days": "3"})
        pages = [one.get("/us/pause/").content.decode() for one in (hers, client_of(bob))]
        first, second = (page.split("<main")[1].split("csrf")[0] for page in pages)
        assert first == second

    def test_a_double_click_rests_once(self, hers: Client, alice: User, couple: Couple) -> None:
        hers.post("/us/pause/", {"days": "3"})
        hers.post("/us/pause/", {"days": "3"})
        with acting_as(alice):
            assert Pause.objects.count() == 1

    @pytest.mark.parametrize("days", ["0", "15", "-1", "", "many", "1\x00", "9" * 1_000_000])
    def test_it_refuses_any_other_number_of_days(
        self, days: str, hers: Client, alice: User, couple: Couple
    ) -> None:
        assert "field--wrong" in hers.post("/us/pause/", {"days": days}).content.decode()
        with acting_as(alice):
            assert not Pause.objects.exists()


class TestPart:
    @pytest.fixture
    def hers(self, client_of: ClientOf, alice: User) -> Client:
        return asked_again(client_of(alice), alice)

    @pytest.mark.parametrize("method", ["get", "post"])
    def test_it_asks_first_who_it_is(
        self, method: str, client_of: ClientOf, alice: User, couple: Couple
    ) -> None:
        browser = client_of(alice)
        answer = getattr(browser, method)("/us/part/")
        assert answer["Location"] == "/account/reauthenticate/?next=/us/part/"
        with acting_as(alice):
            assert pairing.couple_of(alice, now=timezone.now()) == couple

    def test_the_answer_holds_for_five_minutes(self, hers: Client, couple: Couple) -> None:
        with time_machine.travel(timezone.now() + timedelta(minutes=4, seconds=50)):
            assert hers.get("/us/part/").status_code == 200
        with time_machine.travel(timezone.now() + timedelta(minutes=5)):
            assert hers.get("/us/part/").status_code == 302

    def test_the_answer_of_another_does_not_count(
        self, client_of: ClientOf, alice: User, bob: User, couple: Couple
    ) -> None:
        assert asked_again(client_of(alice), bob).get("/us/part/").status_code == 302

    def test_a_sign_in_is_no_answer(self, client: Client, alice: User, couple: Couple) -> None:
        client.post("/account/login/", {"login": alice.email, "password": factories.PASSWORD})
        assert client.get("/us/part/").status_code == 302
        given = {"password": factories.PASSWORD, "next": "/us/part/"}
        assert client.post("/account/reauthenticate/", given)["Location"] == "/us/part/"
        assert client.get("/us/part/").status_code == 200

    def test_the_password_goes_on_with_what_was_pressed(
        self, client_of: ClientOf, alice: User, couple: Couple
    ) -> None:
        browser = client_of(alice)
        there = browser.post("/us/part/")["Location"]
        given = {"password": factories.PASSWORD, "next": "/us/part/"}
        assert browser.post(there, given)["Location"] == "/us/"
        with acting_as(alice):
            assert pairing.couple_of(alice, now=timezone.now()) != couple

    def test_it_says_what_will_happen_and_then_does_it(
        self, hers: Client, alice: User, couple: Couple
    ) -> None:
        assert "Bob gets no message" in hers.get("/us/part/").content.decode()
        hers.post("/us/part/")
        with acting_as(alice):
            assert pairing.couple_of(alice, now=timezone.now()) != couple

    def test_twice_is_once(self, hers: Client, couple: Couple) -> None:
        hers.post("/us/part/")
        assert hers.post("/us/part/")["Location"] == "/us/"

    def test_there_is_nothing_to_part_from_alone(self, hers: Client) -> None:
        assert hers.get("/us/part/")["Location"] == "/us/"


class TestClients:
    def test_a_therapist_makes_a_link_and_withdraws_it(
        self, client_of: ClientOf, tess: User
    ) -> None:
        client = client_of(tess)
        client.post("/invite/")
        assert "http://testserver/join/" in client.get("/invite/").content.decode()
        with acting_as(tess):
            made = Invitation.objects.get()
        client.post(f"/invite/{made.public_id}/withdraw/")
        assert "/join/" not in client.get("/invite/").content.decode()

    def test_many_links_come_page_by_page(
        self, client_of: ClientOf, tess: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(clients, "A_PAGE", 2)
        client = client_of(tess)
        for _ in range(3):
            client.post("/invite/")
        on_each = [
            client.get(f"/invite/?page={page}").content.decode().count(">Withdraw<")
            for page in (1, 2)
        ]
        assert on_each == [2, 1]

    def test_it_shows_the_code(self, client_of: ClientOf, tess: User) -> None:
        with acting_as(tess):
            assert tess.therapist.code in client_of(tess).get("/invite/").content.decode()

    def test_another_therapist_s_link_is_not_there(
        self, client_of: ClientOf, tess: User, tom: User, now: datetime
    ) -> None:
        with acting_as(tess):
            made = invitations.invite_couple(by=tess, now=now)
        path = f"/invite/{made.public_id}/withdraw/"
        assert client_of(tom).post(path).status_code == 404

    def test_it_is_for_therapists(self, hers: Client) -> None:
        assert hers.get("/invite/").status_code == 404

    def test_it_forgets_links_that_are_too_old(
        self, client_of: ClientOf, tess: User, now: datetime
    ) -> None:
        with acting_as(tess):
            invitations.invite_couple(by=tess, now=now - timedelta(days=7))
        assert "/join/" not in client_of(tess).get("/invite/").content.decode()
