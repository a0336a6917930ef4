from datetime import datetime

import pytest
from django.core import mail

from couples.models import Couple, User
from reminders import kinds, letters, ticking
from reminders.models import Reminder
from tests.reminders.conftest import Diary, row


class TestLetter:
    @pytest.fixture
    def letter(self, diary: Diary, alice: User, couple: Couple, now: datetime) -> mail.EmailMessage:
        diary.note(alice, now)
        ticking.tick(now=now)
        return mail.outbox[0]

    def test_it_says_the_same_whatever_it_is_about(self, letter: mail.EmailMessage) -> None:
        assert letter.subject == "Something is waiting for you in Moments"
        assert letter.body == letters.TEXT.format(site="http://localhost:8000")

    def test_it_names_nobody_and_nothing(
        self, letter: mail.EmailMessage, alice: User, bob: User
    ) -> None:
        raw = letter.message().as_string().lower().replace(alice.email, "")
        words = (bob.display_name, alice.display_name, "partner", "check-in", "therap", "diary")
        for word in (*words, *(kind.name for kind in kinds.every())):
            assert word.lower() not in raw

    def test_it_is_plain_and_loads_nothing(self, letter: mail.EmailMessage) -> None:
        assert letter.message().get_content_type() == "text/plain"
        assert letter.recipients() == letter.to

    def test_its_id_is_that_of_the_row(self, letter: mail.EmailMessage, alice: User) -> None:
        sent = row(alice)
        assert letter.extra_headers["Message-ID"] == sent.message_id
        assert sent.message_id == letters.message_id(Reminder(public_id=sent.public_id))
