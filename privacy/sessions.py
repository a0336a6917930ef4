"""Sessions that end: some minutes after the last sign of life, and some hours after sign-in in any case.

When somebody was last here stands in Redis alone. It comes with the session in one round trip, and is
written anew twice a minute at most. Where it is not known, the session is over: an emptied or silent
Redis signs people out, and never lets anybody in.
"""

import logging
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends import cached_db
from django.core.cache import BaseCache, caches
from django.http import HttpRequest
from django.utils import timezone

logger = logging.getLogger(__name__)

SIGNED_IN_AT = "signed_in_at"
SEEN, ENDED = "privacy.sessions.seen.", "privacy.sessions.ended."
A_MOMENT = 30  # seconds that the time of the last visit may lag behind


@dataclass(frozen=True, slots=True)
class Asleep:
    """A session whose time has run out. It opens nothing; but what its page sends is not lost."""

    key: str
    data: Mapping[str, Any]


class SessionStore(cached_db.SessionStore):
    """`is_visit`: this request is the doing of a person, and keeps the session awake.

    Only the request of a page is (`middleware.Sessions`), and signing in; not whatever else reads a session.
    """

    is_visit = False
    _cache: BaseCache

    def __init__(self, session_key: str | None = None) -> None:
        # A key that no server made, such as one with a NUL in it, is asked of no database.
        made_here = session_key and session_key.isascii() and session_key.isalnum()
        super().__init__(session_key if made_here else None)
        self._asleep: Asleep | None = None

    @property
    def asleep(self) -> Asleep | None:
        self.get(SESSION_KEY)  # reads the session, if nobody has yet
        return self._asleep

    @property
    def is_unknown(self) -> bool:
        """Redis does not answer, so nobody can tell whether it goes on."""
        asleep = self.asleep
        return asleep is not None and not asleep.data

    def load(self) -> dict[str, Any]:
        key = self.session_key or ""
        names = (self.cache_key, SEEN + key, ENDED + key)
        try:
            known = self._cache.get_many(names)
        except Exception:
            cached_db.logger.exception("Sessions sleep while Redis does not answer")
            return self._sleep(key, {})
        data, seen, ended = (known.get(name) for name in names)
        if ended:
            return self._nobody()
        data = super().load() if data is None else data
        if SESSION_KEY not in data:
            return data
        if _is_over(data, seen):
            return self._sleep(key, data)
        if self.is_visit and _now() - (seen or 0) >= A_MOMENT:
            self._see()
        return data

    def _sleep(self, key: str, data: Mapping[str, Any]) -> dict[str, Any]:
        self._asleep = Asleep(key, data)
        return self._nobody()

    def _nobody(self) -> dict[str, Any]:
        self._session_key = None
        return {}

    def _see(self) -> None:
        key = f"{SEEN}{self.session_key}"
        self._cache.set(key, _now(), settings.SESSION_IDLE_SECONDS + A_MOMENT)

    def __setitem__(self, key: str, value: Any) -> None:
        """Whoever signs in, by whatever door, has their hours from here on."""
        super().__setitem__(key, value)
        if key == SESSION_KEY:
            self.is_visit = True
            super().__setitem__(SIGNED_IN_AT, _now())

    def is_empty(self) -> bool:
        """The cookie of a session that sleeps is kept: its page may still have words to send."""
        return self._asleep is None and super().is_empty()

    def create(self) -> None:
        self._end_sleep()
        super().create()

    def flush(self) -> None:
        self._end_sleep()
        super().flush()

    def _end_sleep(self) -> None:
        slept, self._asleep = self._asleep, None
        if slept:
            self.delete(slept.key)

    def save(self, must_create: bool = False) -> None:
        super().save(must_create)
        if self.session_key and SESSION_KEY in self and self.is_visit:
            self._see()

    def delete(self, session_key: str | None = None) -> None:
        """For good and at once: a request that read the session a moment ago cannot put it back."""
        key = session_key or self.session_key
        if key:
            self._cache.set(ENDED + key, True, settings.SESSION_COOKIE_AGE)
            self._cache.delete(SEEN + key)
        super().delete(session_key)

    async def aload(self) -> dict[str, Any]:
        return await sync_to_async(self.load)()

    async def asave(self, must_create: bool = False) -> None:
        await sync_to_async(self.save)(must_create)

    async def adelete(self, session_key: str | None = None) -> None:
        await sync_to_async(self.delete)(session_key)


def end(request: HttpRequest) -> None:
    """That of this browser, now. Whatever fails, the request goes on as nobody's."""
    try:
        logout(request)
    except Exception as error:
        logger.error("A session was left and not ended: %s", type(error).__name__)  # noqa: TRY400 - names no one
        request.session, request.user = SessionStore(), AnonymousUser()


def store(request: HttpRequest) -> SessionStore:
    """The session of a request, as what it is."""
    session = request.session
    assert isinstance(session, SessionStore)  # noqa: S101 - SESSION_ENGINE says so
    return session


def _now() -> float:
    return timezone.now().timestamp()


def _is_over(data: Mapping[str, Any], seen: float | None) -> bool:
    began = data.get(SIGNED_IN_AT)
    if began is None or seen is None:
        return True
    now = _now()
    idle, whole = settings.SESSION_IDLE_SECONDS, settings.SESSION_ABSOLUTE_SECONDS
    return now - seen >= idle or now - began >= whole


def last_seen(keys: Collection[str]) -> dict[str, datetime]:
    """When the sessions of these keys were last visited, without those that have fallen asleep."""
    names = {SEEN + key: key for key in keys}
    found, now = caches[settings.SESSION_CACHE_ALIAS].get_many(names), _now()
    return {
        names[name]: datetime.fromtimestamp(at, UTC)
        for name, at in found.items()
        if now - at < settings.SESSION_IDLE_SECONDS
    }
