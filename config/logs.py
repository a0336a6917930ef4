"""What the processes write down: where it went wrong, never with which words.

The message of an exception may hold what somebody wrote (a database that refuses a row quotes it), so a
traceback here names places and classes and leaves the messages out.
"""

import logging
import re
import time
import traceback
from collections.abc import Mapping
from copy import copy
from types import TracebackType
from typing import Any

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


# Addresses that open something to whoever has them.
SECRETS = re.compile(r"(/join/|/reset/key/|/confirm-email/)[^/\s]+")


class Wordless(logging.Formatter):
    """In UTC, as the database writes it."""

    converter = staticmethod(time.gmtime)
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def format(self, record: logging.LogRecord) -> str:
        return SECRETS.sub(r"\1…", super().format(_without_its_words(record)))

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802 - the name of the standard library
        return "\n".join(_places(ei[1])) if ei[1] else ""


def _without_its_words(record: logging.LogRecord) -> logging.LogRecord:
    """Celery puts the exception of a task into the line as well as under it."""
    if not isinstance(record.args, Mapping) or "exc" not in record.args or not record.exc_info:
        return record
    wordless = copy(record)
    wordless.args = {**record.args, "exc": _name(record.exc_info[1]), "traceback": ""}
    return wordless


def _name(error: BaseException | None) -> str:
    return f"{type(error).__module__}.{type(error).__qualname__}"


def _places(error: BaseException) -> list[str]:
    """From the first cause to what came of it in the end."""
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    before = _places(cause) if cause else []
    frames = traceback.StackSummary.extract(traceback.walk_tb(error.__traceback__))
    places = "".join(frames.format()).rstrip()
    return [*before, places, _name(error)]


def to_console(level: str) -> dict[str, Any]:
    """For settings.LOGGING."""
    plain = {
        "()": "config.logs.Wordless",
        "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"plain": plain},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
        "root": {"handlers": ["console"], "level": level},
    }
