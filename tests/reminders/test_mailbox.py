from pathlib import Path

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
