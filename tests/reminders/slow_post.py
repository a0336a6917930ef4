"""Settings and a mail backend for workers that a test kills: slow enough to be hit in the middle."""

import os
import time
from pathlib import Path

from django.core import mail

from config.settings import *  # noqa: F403 - all of them, but for the post
from reminders.mailbox import MailboxBackend

EMAIL_BACKEND = "tests.reminders.slow_post.SlowPost"
# A queue of this test alone, in the broker that all tests share.
CELERY_TASK_DEFAULT_QUEUE = f"test-{os.environ['SLOW_POST_NOTES']}"
CELERY_BROKER_URL = CELERY_BROKER_URL.replace("?db=", "?virtual_host=")  # noqa: F405 - from there
NOTES = Path(os.environ["SLOW_POST_NOTES"])
DAWDLE = 0.25  # seconds


class SlowPost(MailboxBackend):
    """Writes down, before and after each letter, that it is there; then takes its time."""

    def deliver(self, message: mail.EmailMessage) -> None:
        note("before")
        super().deliver(message)
        note("after")


def note(stage: str) -> None:
    with NOTES.open("a") as notes:
        notes.write(f"{stage}\n")
    time.sleep(DAWDLE)
