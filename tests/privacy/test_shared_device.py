"""Two people at one browser: what one left behind is not shown to the other."""

from datetime import datetime

from couples.models import Couple, User
from privacy.context import asking
from tests import factories
from tests.conftest import ClientOf

BACKEND = "couples.accounts.AuthenticationBackend"


class TestAMessageThatNobodyReadYet:
    def test_it_goes_with_the_session_of_its_person(
        self,
        alice: User,
        bob: User,
        tess: User,
        couple: Couple,
        client_of: ClientOf,
        now: datetime,
    ) -> None:
        factories.agreement(couple, tess, alice, bob, now=now)
        browser = client_of(alice)
        browser.post("/us/agreement/withdraw/")
        browser.get("/leave/")
        with asking(factories.AT_THE_DOOR):
            browser.force_login(bob, backend=BACKEND)
        assert "You have withdrawn" not in browser.get("/us/").content.decode()

    def test_it_is_read_once_by_the_one_it_is_for(
        self, alice: User, tess: User, couple: Couple, client_of: ClientOf, now: datetime
    ) -> None:
        factories.agreement(couple, tess, alice, now=now)
        hers = client_of(alice)
        hers.post("/us/agreement/withdraw/")
        assert "You have withdrawn" in hers.get("/us/").content.decode()
        assert "You have withdrawn" not in hers.get("/us/").content.decode()
