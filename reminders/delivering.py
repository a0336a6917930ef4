"""From a due row to a sent message, once, though any process may die at any line.

Claim, weigh, mark, send, record: short transactions, and none around the sending. A claim is a
lease. If its holder dies, the lease runs out and another tick begins again with the same
Message-ID, so that a mailbox that has the message keeps one. docs/decisions/0031 says what that
means for plain SMTP.
"""

import logging
import secrets
import time
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from django.conf import settings
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F

from privacy.context import as_steward
from reminders import letters, weighing
from reminders.models import Reminder

logger = logging.getLogger(__name__)

State = Reminder.State
BATCH = 50
TRY_AGAIN = timedelta(minutes=2)


def new_token() -> str:
    return secrets.token_hex(16)


def lease_lasts() -> timedelta:
    return timedelta(seconds=settings.REMINDER_LEASE_SECONDS)


@dataclass(frozen=True, slots=True)
class Lease:
    """Nothing is sent in its second half: a holder that was slow never meets its successor."""

    now: datetime
    token: str = field(default_factory=new_token)
    lasts: timedelta = field(default_factory=lease_lasts)
    begun: float = field(default_factory=time.monotonic)

    @property
    def until(self) -> datetime:
        return self.now + self.lasts

    @property
    def is_fresh(self) -> bool:
        return time.monotonic() - self.begun < self.lasts.total_seconds() / 2


def deliver(now: datetime) -> int:
    """Sends what is due; says how many went out. A mail server that is away ends it with OSError."""
    first = Lease(now)
    return sum(send_all(lease) for lease in claims(first))


def claims(first: Lease) -> Iterator[Lease]:
    lease = first
    while lease.is_fresh and claim(lease):
        yield lease
        lease = replace(first, token=new_token())


def claim(lease: Lease) -> int:
    """Takes a batch for this tick. Rows that another tick is looking at are passed over.

    What has failed before comes last: a message that ends every worker holds up no other.
    """
    rows = Reminder.objects
    with as_steward():
        picked = [
            pk
            for some in (rows.due(lease.now), rows.abandoned(lease.now))
            for pk in some.select_for_update(skip_locked=True).values_list("pk", flat=True)[:BATCH]
        ]
        return rows.filter(pk__in=picked).update(
            state=State.CLAIMED, lease=lease.token, lease_until=lease.until
        )


def send_all(lease: Lease) -> int:
    with mail.get_connection() as post:
        sent = sum(send(one, lease, post) for one in weigh(lease) if lease.is_fresh)
    with as_steward():
        Reminder.objects.held_by(lease.token).release()
    return sent


def weigh(lease: Lease) -> Collection[Reminder]:
    """Drops or puts off what should not go out now; the others take one of the day's two places.

    What was due first is weighed first: two that come at once never push an earlier one out.
    """
    with as_steward():
        held = Reminder.objects.held_by(lease.token).select_related("person")
        batch = list(held.order_by("due_at", "pk"))
        facts = weighing.facts(batch, lease.now)
        going = []
        for reminder in batch:
            verdict = facts.verdict(reminder)
            if verdict.goes:
                facts.take_place(reminder)
                going.append(reminder)
            else:
                Reminder.objects.filter(pk=reminder.pk).update(**verdict.change)
        Reminder.objects.bulk_update(going, ["sent_on", "place"])
    return going


def send(reminder: Reminder, lease: Lease, post: BaseEmailBackend) -> bool:
    if not mark(reminder, lease):
        return False
    try:
        letters.letter(reminder, post).send()
    except Exception as error:  # one address that a server refuses keeps no other waiting
        # Only its name: what a mail server answers often repeats the address.
        logger.warning("Reminder %s was not sent: %s", reminder.public_id, type(error).__name__)
        put_off(reminder, lease)
        return False
    record(reminder, lease)
    return True


def mark(reminder: Reminder, lease: Lease) -> bool:
    """The last look before sending: it is still ours, and the attempt is counted even if we die now."""
    reminder.message_id = letters.message_id(reminder)
    with as_steward():
        mine = Reminder.objects.held_by(lease.token).filter(pk=reminder.pk)
        return bool(mine.update(attempts=F("attempts") + 1, message_id=reminder.message_id))


def record(reminder: Reminder, lease: Lease) -> None:
    with as_steward():
        mine = Reminder.objects.held_by(lease.token).filter(pk=reminder.pk)
        mine.update(state=State.SENT, sent_at=lease.now, lease="", lease_until=None)


def put_off(reminder: Reminder, lease: Lease) -> None:
    with as_steward():
        mine = Reminder.objects.held_by(lease.token).filter(pk=reminder.pk)
        mine.update(lease="", lease_until=lease.now + TRY_AGAIN * (reminder.attempts + 1))
