from datetime import datetime

from django.db import connection
from django.test.utils import CaptureQueriesContext

from couples import agreements, glance, invitations, next_steps, pairing, suggestions
from couples.models import Couple, User
from privacy.context import acting_as
from tests import factories
from tests.conftest import ClientOf

INVITE = "Invite your partner"


def offered_to(person: User, now: datetime) -> str:
    offered = suggestions.for_person(person, now, glance.at(person, now))
    return offered.title if offered else ""


class TestWhichClock:
    TITLE = "Which clock is yours?"

    def test_it_is_asked_of_whose_browser_told_none(self, client_of: ClientOf) -> None:
        nora = factories.person("nora", time_zone="UTC")
        browser = client_of(nora)
        with CaptureQueriesContext(connection) as asked:
            assert self.TITLE in browser.get("/").content.decode()
        assert not [one for one in asked.captured_queries if 'zone_is_told" =' in one["sql"]]

    def test_who_lives_by_it_says_so_once(self, client_of: ClientOf) -> None:
        nora = factories.person("nora", time_zone="UTC")
        browser = client_of(nora)
        told = {"display_name": "Nora", "time_zone": "UTC", "language": "en-gb"}
        assert browser.post("/settings/", told).status_code == 302
        assert self.TITLE not in browser.get("/").content.decode()
        assert 'value="UTC"' in browser.get("/settings/").content.decode()

    def test_nobody_else_is_asked(self, alice: User, now: datetime) -> None:
        with acting_as(alice):
            assert next_steps.which_clock(alice, now) is None


class TestAgreementWaits:
    def test_it_comes_first_until_this_person_has_decided(
        self, alice: User, bob: User, tess: User, couple: Couple, now: datetime
    ) -> None:
        link = factories.agreement(couple, tess, bob, now=now)
        with acting_as(alice):
            assert offered_to(alice, now) == "An agreement is waiting"
            agreements.decide(link, by=alice, kinds=(), now=now)
            assert offered_to(alice, now) != "An agreement is waiting"


class TestInvitePartner:
    def test_it_is_for_somebody_alone_without_a_link(self, alice: User, now: datetime) -> None:
        with acting_as(alice):
            couple = pairing.couple_of(alice, now=now)
            assert offered_to(alice, now) == INVITE
            invitations.invite_partner(couple, by=alice, now=now)
            assert offered_to(alice, now) != INVITE

    def test_two_need_it_not(self, alice: User, couple: Couple, now: datetime) -> None:
        with acting_as(alice):
            assert offered_to(alice, now) != INVITE
