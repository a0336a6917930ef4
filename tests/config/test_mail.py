"""How mail leaves: over SMTP, or through the interface of a provider."""

import json
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import environment, folders
from tests.config.test_environment import production

SMTP = "django.core.mail.backends.smtp.EmailBackend"
SAY = """
import json, django
from django.conf import settings
from django.core import mail
django.setup()
sender = mail.get_connection()
print(json.dumps([settings.EMAIL_BACKEND, getattr(sender, "server_token", None)]))
"""


class TestBackend:
    def test_it_is_smtp_unless_somebody_says_otherwise(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for value in ("", "smtp"):
            monkeypatch.setenv("MAIL_BACKEND", value)
            assert environment.mail_backend() == SMTP

    @pytest.mark.parametrize("name", ["mailgun", "postmark", "brevo"])
    def test_it_may_be_a_provider(self, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("MAIL_BACKEND", name)
        assert environment.mail_backend() == f"anymail.backends.{name}.EmailBackend"

    @pytest.mark.parametrize(
        "name", ["postmrk", "amazon_ses", "base", "test", "console", "os.path", "../x", "SMTP"]
    )
    def test_it_says_what_it_does_not_know(
        self, name: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("MAIL_BACKEND", name)
        with pytest.raises(ImproperlyConfigured, match="MAIL_BACKEND must be"):
            environment.mail_backend()


class TestPairs:
    def test_each_is_a_name_and_a_value(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("ANYMAIL", "POSTMARK_SERVER_TOKEN=a=b==, MAILGUN_API_KEY = c ")
        known = {"POSTMARK_SERVER_TOKEN": "a=b==", "MAILGUN_API_KEY": "c"}
        assert environment.pairs("ANYMAIL") == known

    def test_what_is_none_is_not_shown(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("ANYMAIL", "0123456789")
        with pytest.raises(ImproperlyConfigured, match="ANYMAIL must be") as refused:
            environment.pairs("ANYMAIL")
        assert "0123456789" not in str(refused.value)


class TestProduction:
    def test_a_provider_gets_its_key(self) -> None:
        told = {"MAIL_BACKEND": "postmark", "ANYMAIL": "POSTMARK_SERVER_TOKEN=abc", "MAIL_HOST": ""}
        done = subprocess.run(
            [sys.executable, "-c", SAY],
            cwd=folders.REPOSITORY,
            env=production(**told, DJANGO_SETTINGS_MODULE="config.settings"),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout) == ["anymail.backends.postmark.EmailBackend", "abc"]
