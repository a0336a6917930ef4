from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.mail import EmailMessage

from reminders import mailbox


def letter(message_id: str, subject: str = "Hello") -> EmailMessage:
    return EmailMessage(subject, "…", to=["a@example.org"], headers={"Message-ID": message_id})


class TestMailbox:
    def test_it_keeps_one_of_a_message_that_comes_twice(self, post: Path) -> None:
        letter("<1@x>").send()
        letter("<1@x>", "Again").send()
        (only,) = mailbox.newest()
        assert (only.message_id, only.subject, only.to) == ("<1@x>", "Hello", "a@example.org")

    @pytest.mark.parametrize("demo", [True, False])
    def test_in_the_demo_alone_it_tells_the_console_as_well(
        self,
        demo: bool,
        post: Path,
        settings: LazySettings,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        settings.DEMO = demo
        with caplog.at_level("INFO", logger="reminders.mailbox"):
            for _ in range(2):
                letter("<1@x>").send()
        assert caplog.messages == (["Mail to a@example.org: Hello\n…"] if demo else [])

    def test_it_keeps_messages_apart_that_have_no_id_of_their_own(self, post: Path) -> None:
        for _ in range(2):
            EmailMessage("Hello", "…", to=["a@example.org"]).send()
        assert len(mailbox.newest()) == 2

    def test_it_shows_nothing_of_a_letter_that_was_cut_short(self, post: Path) -> None:
        letter("<1@x>").send()
        (post / "coming-half").write_bytes(b"Subject: Hel")
        assert len(mailbox.newest()) == 1

    def test_it_names_no_path_that_an_id_could_choose(self, post: Path) -> None:
        letter("<../../etc/passwd@x>").send()
        assert [file.parent for file in post.rglob("*.eml")] == [post]
