"""The one message there is. Every kind says the same, so that a glance at a lock screen tells nothing."""

from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from reminders.models import Reminder

SUBJECT = "Something is waiting for you in Moments"
TEXT = """Something is waiting for you in Moments.

{site}/

When these notes come, or that none come, is up to you: {site}/settings/reminders/
"""


def message_id(reminder: Reminder) -> str:
    """The same for every attempt: whoever has the message already can tell."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    return f"<{reminder.public_id}@{domain}>"


def letter(reminder: Reminder, post: BaseEmailBackend) -> EmailMessage:
    return EmailMessage(
        SUBJECT,
        TEXT.format(site=settings.SITE_URL),
        to=[reminder.person.email],
        connection=post,
        headers={"Message-ID": reminder.message_id, "Auto-Submitted": "auto-generated"},
    )
