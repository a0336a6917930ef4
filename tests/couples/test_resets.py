"""How often a password can be reset by mail, by whoever asks for it."""

from datetime import timedelta
from typing import Any

from django.core import mail
from django.test import Client

from couples.models import User
from tests.couples.test_accounts import link_in
from tests.couples.test_tries import ELSEWHERE, HOME, clock, guess, signs_in

__all__ = ["clock"]


class TestAResetByMail:
    PAGE = "/account/password/reset/"

    def ask(self, visitor: Client, person: User, times: int = 1) -> int:
        """How many mails went out."""
        before = len(mail.outbox)
        for _ in range(times):
            visitor.post(self.PAGE, {"email": person.email})
        return len(mail.outbox) - before

    def test_lets_its_owner_in_at_once(self, clock: Any, alice: User) -> None:
        guess(alice, 5)
        visitor, new = Client(REMOTE_ADDR=HOME), "another long quiet evening"
        self.ask(visitor, alice)
        path = visitor.get(link_in(mail.outbox[0]))["Location"]
        visitor.post(path, {"password1": new, "password2": new})
        assert signs_in(visitor, alice, HOME, new)

    def test_goes_three_times_a_quarter_of_an_hour(self, clock: Any, alice: User) -> None:
        visitor = Client(REMOTE_ADDR=HOME)
        assert self.ask(visitor, alice, times=20) == 3
        assert "That was a lot at once" in visitor.post(self.PAGE, {"email": alice.email}).text
        clock.shift(timedelta(minutes=15))
        assert self.ask(visitor, alice, times=20) == 3

    def test_that_another_asks_for_keeps_hers_back_nowhere_else(
        self, clock: Any, alice: User
    ) -> None:
        self.ask(Client(REMOTE_ADDR=HOME), alice, times=20)
        assert self.ask(Client(REMOTE_ADDR=ELSEWHERE), alice) == 1

    def test_nor_in_a_browser_that_was_in_before(self, clock: Any, alice: User) -> None:
        hers = Client(REMOTE_ADDR=HOME)
        assert signs_in(hers, alice, HOME)
        hers.post("/account/logout/")
        self.ask(Client(REMOTE_ADDR=HOME), alice, times=100)
        assert self.ask(hers, alice) == 1

    def test_floods_no_mailbox_from_many_addresses(self, clock: Any, alice: User) -> None:
        for number in range(30):
            self.ask(Client(REMOTE_ADDR=f"192.0.2.{number}"), alice, times=3)
        assert len(mail.outbox) == 60
