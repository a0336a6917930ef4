"""Two people who listen to each other in turn: where they are, and whose turn it is. No words here."""

from datetime import datetime, timedelta
from typing import Any, ClassVar, Final

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from couples.models import Couple, User
from privacy.context import as_steward
from privacy.models import PublicRow

LIFETIME: Final = timedelta(hours=24)  # without a step
ROUNDS: Final = 3


class SessionQuerySet(models.QuerySet["Session"]):
    def of(self, couple: Couple) -> "SessionQuerySet":
        return self.filter(couple=couple).select_related("host", "guest")

    def open(self) -> "SessionQuerySet":
        return self.exclude(HAS_ENDED)

    def ended(self) -> "SessionQuerySet":
        """Those that the two may look back at."""
        return self.filter(HAS_ENDED).exclude(state=Session.State.REMOVED)

    def forgotten(self, now: datetime) -> "SessionQuerySet":
        """Open, and nobody has taken a step for a day."""
        return self.open().filter(moved_at__lte=now - LIFETIME)


ENDED: Final = ("done", "stopped", "expired", "removed")
HAS_ENDED: Final = Q(state__in=[*ENDED])


class Session(PublicRow):
    """`version` grows with every step; who takes a step names the version that they saw."""

    class State(models.TextChoices):
        INVITED = "invited"
        READY = "ready"
        SPEAKING = "speaking"
        REFLECTING = "reflecting"
        CHECKING = "checking"
        CLARIFYING = "clarifying"
        TIRED = "tired", "three rounds were not enough: a time-out is offered"
        VALIDATING = "validating"
        RATING = "rating"
        CLOSING = "closing"
        DONE = "done"
        PAUSED = "paused"
        STOPPED = "stopped"
        EXPIRED = "expired"
        REMOVED = "removed", "removed: one of the two is gone for good"

    class Way(models.TextChoices):
        TWO_DEVICES = "two", "Each on our own device"
        ONE_DEVICE = "one", "Both on this device, passed back and forth"

    couple = models.ForeignKey(Couple, on_delete=models.CASCADE, related_name="+")
    host = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    guest = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    way = models.CharField(max_length=3, choices=Way.choices)
    spoken = models.BooleanField("said aloud: nothing is written but the ratings", default=False)
    host_begins = models.BooleanField(default=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.INVITED)
    version = models.PositiveIntegerField(default=1)
    turn = models.PositiveSmallIntegerField("first or second to speak", default=1)
    round = models.PositiveSmallIntegerField("how often it was said back in this turn", default=1)
    host_in = models.BooleanField("has done their part of a step of both", default=False)
    guest_in = models.BooleanField(default=False)
    resumes = models.CharField("where a time-out leads back to", max_length=10, blank=True)
    rests_until = models.DateTimeField(null=True)
    host_back = models.BooleanField("ready to go on after a time-out", default=False)
    guest_back = models.BooleanField(default=False)
    kept = models.BooleanField("neither wants the words forgotten", default=True)
    invited_at = models.DateTimeField()
    moved_at = models.DateTimeField("the last step")
    ended_at = models.DateTimeField(null=True)
    on = models.DateField("the local day it belongs to")

    objects: ClassVar[models.Manager["Session"]] = SessionQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["couple"],
                condition=~HAS_ENDED,
                name="couple_has_one_open_listening_session",
            ),
            models.CheckConstraint(
                condition=~Q(host=F("guest")), name="listening_session_is_of_two"
            ),
            models.CheckConstraint(
                condition=Q(turn__in=[1, 2], round__gte=1, round__lte=ROUNDS),
                name="listening_session_has_two_turns_of_three_rounds",
            ),
            models.CheckConstraint(
                condition=HAS_ENDED ^ Q(ended_at=None),
                name="listening_session_ends_at_some_time",
            ),
            models.CheckConstraint(
                condition=Q(state="paused", rests_until__isnull=False) & ~Q(resumes="")
                | ~Q(state="paused") & Q(rests_until=None, resumes=""),
                name="listening_session_knows_where_a_time_out_leads",
            ),
        )
        indexes = (
            models.Index(fields=["couple", "-moved_at"], name="listening_of_couple"),
            models.Index(
                fields=["moved_at"],
                condition=~HAS_ENDED,
                name="listening_under_way",
            ),
        )

    def __str__(self) -> str:
        return self.public_id

    def get_absolute_url(self) -> str:
        return reverse("listening:session", args=[self.public_id])

    @property
    def channel(self) -> str:
        return f"listening:{self.public_id}"

    @property
    def is_open(self) -> bool:
        return self.state not in ENDED

    @property
    def is_on_one_device(self) -> bool:
        return self.way == self.Way.ONE_DEVICE

    @property
    def people(self) -> tuple[User, User]:
        return self.host, self.guest

    @property
    def speaker(self) -> User:
        """Whose need it is about in this turn."""
        return self.host if self.host_begins == (self.turn == 1) else self.guest

    @property
    def listener(self) -> User:
        return self.other_than(self.speaker)

    def other_than(self, person: User) -> User:
        return self.guest if person.pk == self.host_id else self.host

    def place(self) -> str:
        """Names the step itself: a time-out leads back to the same place, at a later version."""
        return f"{self.turn}-{self.round}-{self.resumes or self.state}"

    def has_rested(self, now: datetime) -> bool:
        """A time-out is long enough by now."""
        return self.rests_until is not None and self.rests_until <= now

    def is_in(self, person: User) -> bool:
        return self.host_in if person.pk == self.host_id else self.guest_in

    def is_back(self, person: User) -> bool:
        return self.host_back if person.pk == self.host_id else self.guest_back

    def move(self, changes: dict[str, Any], *, now: datetime) -> bool:
        """The one statement that moves a session: it finds its row only at the version that was seen."""
        new = changes | {"version": self.version + 1, "moved_at": now}
        with as_steward():
            found = Session.objects.filter(pk=self.pk, version=self.version).update(**new)
        for name, value in new.items() if found else ():
            setattr(self, name, value)
        return bool(found)
