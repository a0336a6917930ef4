"""The secrets of second keys (an app's, and the seed of recovery codes), sealed with the master key.

Not with a key of their person's: they are asked for at the door, where nobody's own key may be read.
"""

import json
import logging
from base64 import b64decode, b64encode
from collections.abc import Iterator
from typing import Any

from django.db.backends.utils import CursorWrapper

from privacy import masters
from privacy.tokens import NONCE, TAG, CannotBeOpened

logger = logging.getLogger(__name__)

PURPOSE = "second key"
SECRETS = ("secret", "seed")
COUNT = """SELECT count(*) FROM mfa_authenticator
WHERE coalesce(data->>'secret', data->>'seed') NOT LIKE %s"""
SOME = """SELECT id, data FROM mfa_authenticator
WHERE coalesce(data->>'secret', data->>'seed') NOT LIKE %s AND id > %s ORDER BY id LIMIT 500 FOR UPDATE"""
CHANGE = "UPDATE mfa_authenticator SET data = %s WHERE id = %s"


def seal(secret: str) -> str:
    master = masters.current()
    return f"{master.name}.{b64encode(master.wrap(secret.encode(), PURPOSE)).decode()}"


def open_(sealed: str) -> str:
    name, _, wrapped = sealed.partition(".")
    try:
        raw = b64decode(wrapped, validate=True)
    except ValueError:
        raw = b""
    if len(raw) < NONCE + TAG:
        raise CannotBeOpened("This is no second key that was sealed here.")
    return masters.named(name).unwrap(raw, PURPOSE).decode()


def to_wrap(cursor: CursorWrapper) -> int:
    cursor.execute(COUNT, [_current()])
    return int(cursor.fetchone()[0])


def wrap_some(cursor: CursorWrapper, last: int) -> tuple[int, int]:
    """Under the newest master key, those after this row: the last one looked at, and how many it was."""
    cursor.execute(SOME, [_current(), last])
    rows = cursor.fetchall()
    anew = list(_anew(rows))
    cursor.executemany(CHANGE, anew)
    return (rows[-1][0] if rows else last), len(anew)


def _anew(rows: list[Any]) -> Iterator[tuple[str, int]]:
    """What cannot be opened stays as it is."""
    for key, data in rows:
        facts = json.loads(data)
        try:
            facts |= {name: seal(open_(facts[name])) for name in SECRETS if name in facts}
        except CannotBeOpened as reason:
            logger.error("Second key %s: %s", key, reason)  # noqa: TRY400 - without its words
        else:
            yield json.dumps(facts), key


def _current() -> str:
    return f"{masters.current().name}.%"
