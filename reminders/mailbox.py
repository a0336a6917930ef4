"""The demo's and the tests' post: each mail is one file, named by its Message-ID, so that it comes once."""

import hashlib
import logging
import os
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend

logger = logging.getLogger(__name__)


def folder() -> Path:
    path = Path(settings.MAILBOX)
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


@dataclass(frozen=True, slots=True)
class Letter:
    message_id: str
    to: str
    subject: str
    text: str
    at: datetime


def newest(number: int = 50) -> list[Letter]:
    arrived = [(file.stat().st_mtime, file) for file in folder().glob("*.eml")]
    return [opened(file, at) for at, file in sorted(arrived, reverse=True)[:number]]


def opened(file: Path, at: float) -> Letter:
    letter = message_from_bytes(file.read_bytes(), policy=policy.default)
    body = letter.get_body(("plain",))
    text = body.get_content().strip() if isinstance(body, EmailMessage) else ""
    return Letter(
        letter["Message-ID"], letter["To"], letter["Subject"], text, datetime.fromtimestamp(at, UTC)
    )


def put(message_id: str, raw: bytes) -> bool:
    """Says whether the letter is new. It appears whole or not at all, whatever dies in between."""
    place = folder() / f"{hashlib.sha256(message_id.encode()).hexdigest()}.eml"
    with tempfile.NamedTemporaryFile(dir=folder(), prefix="coming-", delete=False) as file:
        file.write(raw)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(file.name, place)
    except FileExistsError:
        return False
    finally:
        with suppress(FileNotFoundError):
            os.unlink(file.name)
    return True


class MailboxBackend(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[mail.EmailMessage]) -> int:
        for message in email_messages:
            self.deliver(message)
        return len(email_messages)

    def deliver(self, message: mail.EmailMessage) -> None:
        letter = message.message()
        new = put(letter["Message-ID"], letter.as_bytes())
        if settings.DEMO and new:
            logger.info("Mail to %s: %s\n%s", ", ".join(message.to), message.subject, message.body)
