from pathlib import Path

import pytest
from django.core.mail import EmailMessage
from django.test import Client


def page(client: Client) -> str:
    return client.get("/demo/mail/").content.decode()


class TestDemoMail:
    def test_it_exists_nowhere_else(self, client: Client) -> None:
        assert client.get("/demo/mail/").status_code == 404

    @pytest.mark.urls("tests.reminders.demo_site")
    def test_it_shows_links_that_can_be_followed(self, client: Client, post: Path) -> None:
        link = "http://localhost:8000/account/confirm-email/abc:def/"
        EmailMessage("Welcome", f"Open {link} now", to=["alice@example.org"]).send()
        assert f'href="{link}"' in page(client)
        assert "alice@example.org" in page(client)

    @pytest.mark.urls("tests.reminders.demo_site")
    def test_it_runs_nothing_that_a_mail_brings(self, client: Client, post: Path) -> None:
        EmailMessage("<script>1</script>", "<script>2</script>", to=["a@example.org"]).send()
        assert "<script>1" not in page(client)
        assert "<script>2" not in page(client)

    @pytest.mark.urls("tests.reminders.demo_site")
    def test_it_invites_while_there_is_none(self, client: Client, post: Path) -> None:
        assert "No mail yet" in page(client)
