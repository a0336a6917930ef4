from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from couples import agreements, invitations, pairing
from couples.models import Couple, Invitation, User
from privacy.context import acting_as
from tests.conftest import ClientOf

GONE = "This link no longer works"


@pytest.fixture
def now() -> datetime:
    return timezone.now()


def invite(person: User, now: datetime) -> str:
    """The path behind the link."""
    with acting_as(person):
        ours = pairing.couple_of(person, now=now)
        made = invitations.invite_partner(ours, by=person, now=now)
    return f"/join/{invitations.token_of(made)}/"


def invite_clients(therapist: User, now: datetime) -> str:
    with acting_as(therapist):
        return f"/join/{invitations.token_of(invitations.invite_couple(by=therapist, now=now))}/"


class TestLooking:
    def test_it_shows_a_visitor_who_invites_and_what_happens(
        self, client: Client, alice: User, now: datetime
    ) -> None:
        page = client.get(invite(alice, now)).content.decode()
        assert "Alice" in page
        assert "would like to share Moments with you" in page
        assert "/account/signup/?next=/join/" in page

    def test_it_changes_nothing(
        self, client_of: ClientOf, alice: User, bob: User, now: datetime
    ) -> None:
        path = invite(alice, now)
        assert client_of(bob).get(path).status_code == 200
        with acting_as(alice):
            assert Invitation.objects.get().used_at is None

    @pytest.mark.parametrize("token", ["A" * 43, "A" * 42, "A" * 44, "%00" * 43, "é" * 43])
    def test_it_does_not_know_other_tokens(self, token: str, client: Client) -> None:
        assert client.get(f"/join/{token}/").status_code == 404

    def test_it_says_when_it_is_too_old_and_no_longer_who_it_was(
        self, client: Client, alice: User, now: datetime
    ) -> None:
        page = client.get(invite(alice, now - timedelta(days=7))).content.decode()
        assert GONE in page
        assert "Alice" not in page

    def test_it_says_when_it_was_withdrawn(
        self, client_of: ClientOf, alice: User, bob: User, now: datetime
    ) -> None:
        path = invite(alice, now)
        client_of(alice).post("/us/invitation/withdraw/")
        assert GONE in client_of(bob).get(path).content.decode()

    def test_it_tells_the_maker_that_it_is_theirs(
        self, client_of: ClientOf, alice: User, now: datetime
    ) -> None:
        path = invite(alice, now)
        for page in (client_of(alice).get(path), client_of(alice).post(path)):
            assert "This is your own link" in page.content.decode()


class TestAccepting:
    def test_it_makes_a_couple(
        self, client_of: ClientOf, alice: User, bob: User, now: datetime
    ) -> None:
        client = client_of(bob)
        assert client.post(invite(alice, now))["Location"] == "/us/"
        assert "<h2>Alice</h2>" in client.get("/us/").content.decode()

    def test_a_double_click_is_one(
        self, client_of: ClientOf, alice: User, bob: User, now: datetime
    ) -> None:
        client, path = client_of(bob), invite(alice, now)
        client.post(path)
        assert client.post(path)["Location"] == "/us/"

    def test_it_says_that_it_is_used(
        self, client_of: ClientOf, alice: User, bob: User, mallory: User, now: datetime
    ) -> None:
        path = invite(alice, now)
        client_of(bob).post(path)
        assert GONE in client_of(mallory).post(path).content.decode()

    def test_it_refuses_somebody_who_is_paired(
        self, client_of: ClientOf, alice: User, mallory: User, other_couple: Couple, now: datetime
    ) -> None:
        page = client_of(mallory).post(invite(alice, now)).content.decode()
        assert "You already share Moments with somebody" in page

    def test_it_refuses_therapists_and_staff(
        self, client_of: ClientOf, alice: User, tess: User, edith: User, now: datetime
    ) -> None:
        path = invite(alice, now)
        for one in (tess, edith):
            assert "This link is for a partner" in client_of(one).post(path).content.decode()

    def test_it_asks_a_visitor_to_sign_in_and_comes_back(
        self, client: Client, alice: User, now: datetime
    ) -> None:
        path = invite(alice, now)
        assert client.post(path)["Location"] == f"/account/login/?next={path}"

    def test_a_forged_request_does_nothing(self, alice: User, bob: User, now: datetime) -> None:
        path = invite(alice, now)
        assert Client(enforce_csrf_checks=True).post(path).status_code == 403


class TestTherapistsLink:
    def test_it_names_the_therapist_and_shows_them_nothing(
        self, client_of: ClientOf, alice: User, tess: User, couple: Couple, now: datetime
    ) -> None:
        path, client = invite_clients(tess, now), client_of(alice)
        assert "Riverside Practice" in client.get(path).content.decode()
        assert client.post(path)["Location"] == "/us/agreement/"
        with acting_as(tess):
            assert not Couple.objects.exists()

    def test_it_refuses_a_second_therapist(
        self, client_of: ClientOf, alice: User, tess: User, tom: User, couple: Couple, now: datetime
    ) -> None:
        client = client_of(alice)
        client.post(invite_clients(tess, now))
        page = client.post(invite_clients(tom, now)).content.decode()
        assert "Another therapist is named" in page
        with acting_as(alice):
            link = agreements.link_of(couple)
            assert link is not None
            assert link.therapist_id == tess.pk


class TestATherapistNamedAlone:
    """Bob named tess before he joined alice."""

    @pytest.fixture
    def his(self, client_of: ClientOf, bob: User, tess: User, now: datetime) -> Client:
        client = client_of(bob)
        client.post(invite_clients(tess, now))
        return client

    def named(self, by: User, now: datetime) -> int | None:
        with acting_as(by):
            link = agreements.link_of(pairing.couple_of(by, now=now))
        return link.therapist_id if link else None

    @pytest.mark.parametrize("brings", [True, False])
    def test_comes_along_if_he_says_so(
        self, brings: bool, his: Client, alice: User, tess: User, now: datetime
    ) -> None:
        path = invite(alice, now)
        assert "Tess should be the therapist of the two of us" in his.get(path).content.decode()
        his.post(path, {"brings": "yes"} if brings else {})
        assert self.named(alice, now) == (tess.pk if brings else None)
        with acting_as(tess):
            assert not Couple.objects.exists()

    def test_does_not_take_the_place_of_hers(
        self, his: Client, client_of: ClientOf, alice: User, tom: User, now: datetime
    ) -> None:
        client_of(alice).post(invite_clients(tom, now))
        assert his.post(invite(alice, now), {"brings": "yes"})["Location"] == "/us/"
        assert self.named(alice, now) == tom.pk

    def test_nothing_is_asked_of_somebody_who_named_none(
        self, client_of: ClientOf, alice: User, bob: User, now: datetime
    ) -> None:
        assert "brings" not in client_of(bob).get(invite(alice, now)).content.decode()
