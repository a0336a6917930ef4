"""The lock of somebody's private words: a PIN of their own, asked again after a few minutes.

    if journal.is_closed(request): ...

A PIN opens the words in one session, for `OPEN_FOR`. Five wrong ones shut the lock for a quarter of
an hour; they are counted in the database, so that no restart and no other browser begins anew. Who has
forgotten it waits for 72 hours, and may call it off until then.
"""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.hashers import check_password, make_password
from django.db import OperationalError, transaction
from django.db.models import Exists
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.formats import date_format
from psycopg.errors import LockNotAvailable

from couples.models import Journal, User
from couples.models.journal import SHUT_FOR, TRIES
from privacy.ready import Ready

OPEN_FOR = timedelta(minutes=5)
MARK = "journal"  # in the session: which lock was opened, and until when
NO_PIN_YET = "Your password was reset by mail. You can set a PIN from {when}."
NOT_OFF_YET = "Your password was reset by mail. You can turn the lock off from {when}."


class Refused(Exception):
    """`words`: what the person reads."""

    words = ""


class WrongPin(Refused):
    words = "This is not your PIN."


class Shut(Refused):
    words = "Five tries were wrong. Wait a quarter of an hour, then try again."


class OneAtATime(Refused):
    words = "Another try is under way. Wait for it, then try again."


class AlreadyLocked(Refused):
    words = "There is a lock already. Change its PIN instead."


class NoLock(Refused):
    words = "There is no lock any more."


class NotYet(Refused):
    """A password that was reset by mail opens nothing private; nor does what it could set meanwhile."""

    def __init__(self, words: str, until: datetime) -> None:
        when = date_format(timezone.localtime(until), "l j F, H:i")
        self.words = words.format(when=when)
        super().__init__(self.words)


_OF = Ready[Journal](lambda person: Journal.objects.filter(person=person), person=User)


def of(person: User) -> Journal | None:
    return next(iter(_OF(person=person)), None)


def may_be_closed(person: User, now: datetime) -> Exists:
    """For a page that looks at many things at once: whoever never had a lock is not asked for one."""
    return Exists(Journal.objects.filter(person=person))


def is_closed(request: HttpRequest) -> bool:
    """Private words stay out of this answer. Asked once a request, whoever asks."""
    known: bool | None = getattr(request, "journal_is_closed", None)
    if known is None:
        found = of(request.user) if isinstance(request.user, User) else None
        known = found is not None and _is_closed(found, request, timezone.now())
        request.journal_is_closed = known  # type: ignore[attr-defined]  # a request that got an attribute
    return known


def is_waiting(person: User, *, now: datetime) -> bool:
    """Their password was reset by mail a short while ago."""
    found = of(person)
    return found is not None and found.is_waiting(now)


def _is_closed(found: Journal, request: HttpRequest, now: datetime) -> bool:
    if found.is_waiting(now):
        return True
    return found.is_locked(now) and not _is_opened(found, request, now)


def _is_opened(found: Journal, request: HttpRequest, now: datetime) -> bool:
    mark: dict[str, Any] = request.session.get(MARK, {})
    return mark.get("lock") == _name(found) and now.timestamp() < mark.get("until", 0)


def _name(found: Journal) -> str:
    """Another after every change, so that a session opened with the old PIN is closed."""
    return salted_hmac("couples.journal", found.pin).hexdigest()


def remember(request: HttpRequest, found: Journal, *, now: datetime) -> None:
    """This session has given the PIN."""
    until = now + OPEN_FOR
    request.session[MARK] = {"lock": _name(found), "until": until.timestamp()}


def close(request: HttpRequest) -> None:
    request.session.pop(MARK, None)


@transaction.atomic
def lock(*, by: User, pin: str, now: datetime) -> Journal:
    """For somebody without a lock, or whose forgotten one has gone."""
    found = of(by)
    if found and found.is_locked(now):
        raise AlreadyLocked
    _refuse_after_reset(found, NO_PIN_YET, now)
    facts = {"pin": make_password(pin), "set_at": now, "forgotten_at": None}
    fresh = facts | {"tries": 0, "shut_until": None}
    return Journal.objects.update_or_create(person=by, defaults=fresh)[0]


def open_(*, by: User, pin: str, now: datetime) -> Journal:
    """The right PIN; it also calls off a wait that somebody began who did not know it."""
    found = _try(by, pin, now)
    if found.forgotten_at:
        found.forgotten_at = None
        found.save(update_fields=["forgotten_at"])
    return found


def change(*, by: User, pin: str, new_pin: str, now: datetime) -> Journal:
    """The new PIN opens what the old one opened, also after a reset by mail."""
    found = _try(by, pin, now)
    found.pin = make_password(new_pin)
    found.forgotten_at = None
    found.save(update_fields=["pin", "forgotten_at"])
    return found


def unlock(*, by: User, pin: str, now: datetime) -> None:
    """Without a lock from here on. After a reset by mail the lock is all that opens the words."""
    _refuse_after_reset(of(by), NOT_OFF_YET, now)
    found = _try(by, pin, now)
    found.pin, found.set_at, found.forgotten_at = "", None, None
    found.save(update_fields=["pin", "set_at", "forgotten_at"])


def forget(*, by: User, now: datetime) -> None:
    Journal.objects.filter(person=by, forgotten_at=None).exclude(pin="").update(forgotten_at=now)


def remember_after_all(*, by: User, now: datetime) -> None:
    """The wait is called off, unless it is over."""
    found = of(by)
    if found and found.is_locked(now):
        Journal.objects.filter(person=by).update(forgotten_at=None)


def note_reset(person: User, *, now: datetime) -> None:
    """Whoever reads somebody's mail could reset their password; so it opens nothing private for a while."""
    Journal.objects.update_or_create(person=person, defaults={"reset_at": now})


def _refuse_after_reset(found: Journal | None, words: str, now: datetime) -> None:
    if found and found.waits_until and found.was_reset_lately(now):
        raise NotYet(words, found.waits_until)


def _try(person: User, pin: str, now: datetime) -> Journal:
    """What is counted stays counted: none of its callers may be atomic, since a refusal would undo it."""
    found = _held(person)
    if found is None or not found.is_locked(now):
        raise NoLock
    if found.is_shut(now):
        raise Shut
    if found.tries >= TRIES:
        found.tries = 0
    right = check_password(pin, found.pin)
    found.tries = 0 if right else found.tries + 1
    found.shut_until = now + SHUT_FOR if found.tries >= TRIES else None
    found.save(update_fields=["tries", "shut_until"])
    if not right:
        raise Shut if found.shut_until else WrongPin
    return found


def _held(person: User) -> Journal | None:
    """Nobody else tries at the same time, until this request is done."""
    try:
        with transaction.atomic():
            return Journal.objects.select_for_update(nowait=True).filter(person=person).first()
    except OperationalError as error:
        if isinstance(error.__cause__, LockNotAvailable):
            raise OneAtATime from None
        raise
