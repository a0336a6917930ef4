"""Mail of sign-in leaves after the answer: how long a mail server takes is nothing to be measured.

Lost with a process that dies, it is asked for again. Reminders, which nobody asks for, are rows.
"""

import logging
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction

logger = logging.getLogger(__name__)


@cache
def _carriers() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(2, thread_name_prefix="post")


def send(message: EmailMessage) -> None:
    if settings.MAIL_AFTER_ANSWER:
        transaction.on_commit(partial(_carriers().submit, _carry, message))
    else:
        message.send()


def _carry(message: EmailMessage) -> None:
    try:
        message.send()
    except Exception as problem:
        # Its words would name the address.
        logger.error("A mail of sign-in was not sent: %s", type(problem).__name__)  # noqa: TRY400 - a traceback may repeat words
