from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q

from couples.models.people import User

TRIES = 5
SHUT_FOR = timedelta(minutes=15)
LONG_WAIT = timedelta(hours=72)


class JournalQuerySet(models.QuerySet["Journal"]):
    def forgotten(self, now: datetime) -> "JournalQuerySet":
        """Those that go away by themselves before long."""
        return self.filter(forgotten_at__gt=now - LONG_WAIT).exclude(pin="")


class Journal(models.Model):
    """What closes somebody's private words to whoever has got into their account.

    A PIN of their own, if they like; and a wait after their password was reset by mail.
    """

    person = models.OneToOneField(
        User, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    pin = models.CharField("its argon2id hash; empty without a lock", max_length=128, blank=True)
    set_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField("wrong ones in a row", default=0)
    shut_until = models.DateTimeField("no PIN is looked at before", null=True)
    forgotten_at = models.DateTimeField("the lock goes away a long wait after", null=True)
    reset_at = models.DateTimeField("the password was reset by mail", null=True)

    objects: ClassVar[models.Manager["Journal"]] = JournalQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(pin="", set_at=None) | (~Q(pin="") & Q(set_at__isnull=False)),
                name="journal_pin_was_set_at_some_time",
            ),
            models.CheckConstraint(condition=Q(tries__lte=TRIES), name="journal_gives_five_tries"),
        )

    @property
    def opens_by_itself_at(self) -> datetime | None:
        """When the lock goes away, because its PIN was forgotten."""
        return self.forgotten_at and self.forgotten_at + LONG_WAIT

    @property
    def waits_until(self) -> datetime | None:
        """Until when a password that was reset by mail opens nothing private."""
        return self.reset_at and self.reset_at + LONG_WAIT

    def is_locked(self, now: datetime) -> bool:
        gone = self.opens_by_itself_at
        return bool(self.pin) and (gone is None or now < gone)

    def was_reset_lately(self, now: datetime) -> bool:
        return self.waits_until is not None and now < self.waits_until

    def is_waiting(self, now: datetime) -> bool:
        """After a reset by mail; a PIN that was set before it opens all the same."""
        return self.was_reset_lately(now) and not self._was_locked_before(now)

    def _was_locked_before(self, now: datetime) -> bool:
        locked, since, reset = self.is_locked(now), self.set_at, self.reset_at
        return bool(locked and since and reset and since < reset)

    def is_shut(self, now: datetime) -> bool:
        return self.shut_until is not None and now < self.shut_until
