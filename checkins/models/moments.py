"""The moments that follow from a rhythm, and what each partner says afterwards."""

from datetime import datetime, timedelta
from functools import cached_property
from typing import Any, ClassVar

from django.db import models
from django.db.models import Exists, OuterRef, Q, Value
from django.urls import reverse

from checkins.models.rhythm import Rhythm
from couples.models import Couple, Pause, User
from privacy import fields
from privacy.fields import EncryptedBooleanField, Token
from privacy.models import PublicRow

LAST_STEP = 6
DOOR_OPENS = timedelta(minutes=15)
MARKS_CLOSE = timedelta(hours=48)


class MomentQuerySet(models.QuerySet["Moment"]):
    def of(self, couple: Couple) -> "MomentQuerySet":
        return self.filter(couple=couple)

    def planned(self) -> "MomentQuerySet":
        return self.filter(status=Moment.Status.PLANNED)

    def on_the_calendar(self) -> "MomentQuerySet":
        return self.exclude(status=Moment.Status.CALLED_OFF)

    def coming(self, now: datetime) -> "MomentQuerySet":
        return self.planned().filter(starts_at__gt=now)

    def past(self, now: datetime) -> "MomentQuerySet":
        return self.on_the_calendar().filter(starts_at__lte=now)

    def for_(self, person: User) -> "MomentQuerySet":
        """With all that showing it to this person asks for."""
        return self.with_rest().with_mark_of(person).select_related("rhythm", "first_speaker")

    def to_settle(self, now: datetime) -> "MomentQuerySet":
        """Past the time in which the two could still say how it went."""
        return self.planned().filter(starts_at__lte=now - MARKS_CLOSE)

    def with_rest(self) -> "MomentQuerySet":
        """Adds `rests`: whether a pause lies over its start."""
        added: dict[str, Any] = {"rests": Exists(_pauses())}
        return self.annotate(**added)

    def awake(self) -> "MomentQuerySet":
        return self.exclude(Exists(_pauses()))

    def with_mark_of(self, person: User) -> "MomentQuerySet":
        """Lets `my_mark` be asked for. Nobody asks for somebody else's."""
        mine = Mark.objects.filter(moment=OuterRef("pk"), person=person)
        said, by = (
            models.Subquery(mine.values("held")[:1]),
            Value(person.pk, models.BigIntegerField()),
        )
        added: dict[str, Any] = {"sealed_mark": said, "marked_by": by}
        return self.annotate(**added)


def _pauses() -> models.QuerySet[Pause]:
    """Those that lie over the start of the moment of the outer query."""
    return Pause.objects.filter(
        couple=OuterRef("couple"),
        starts_at__lte=OuterRef("starts_at"),
        ends_at__gt=OuterRef("starts_at"),
    )


class Moment(PublicRow):
    """One occasion, planned ahead. A moved one is a new row, so that the first keeps its story."""

    class Status(models.TextChoices):
        PLANNED = "planned"
        HELD = "held"
        MISSED = "missed"
        MOVED = "moved"
        RESTED = "rested", "rested: a pause lay over it"
        CALLED_OFF = "called_off", "called off: the rhythm changed before it began"
        REMOVED = "removed", "removed: one of the two is gone for good"

    couple = models.ForeignKey(Couple, on_delete=models.CASCADE, related_name="moments")
    rhythm = models.ForeignKey(Rhythm, on_delete=models.CASCADE, related_name="moments")
    on = models.DateField("the day in the rhythm’s zone")
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(choices=Rhythm.Minutes.choices)
    first_speaker = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PLANNED)
    step = models.PositiveSmallIntegerField("the page both are on", default=1)
    settled_at = models.DateTimeField(null=True)
    moved_from = models.OneToOneField(
        "self", null=True, on_delete=models.CASCADE, related_name="moved_to"
    )

    # What the querysets above add.
    rests: bool
    sealed_mark: Token | None
    marked_by: int

    objects: ClassVar[models.Manager["Moment"]] = MomentQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["couple", "on"],
                condition=~Q(status__in=["called_off", "moved"]),
                name="couple_has_one_moment_a_day",
            ),
            models.CheckConstraint(
                condition=Q(step__gte=1, step__lte=LAST_STEP), name="moment_has_six_steps"
            ),
            models.CheckConstraint(
                condition=Q(moved_from=None) | ~Q(status="moved"),
                name="moment_is_moved_once",
            ),
            models.CheckConstraint(
                condition=Q(status="planned") | Q(settled_at__isnull=False),
                name="moment_knows_when_it_was_settled",
            ),
        )
        indexes = (
            models.Index(
                fields=["starts_at"], condition=Q(status="planned"), name="moments_to_settle"
            ),
            models.Index(fields=["couple", "starts_at"], name="moments_of_couple"),
        )

    def __str__(self) -> str:
        return f"{self.on:%d %B}"

    def get_absolute_url(self) -> str:
        return reverse("checkins:moment", args=[self.public_id])

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def marks_close_at(self) -> datetime:
        return self.starts_at + MARKS_CLOSE

    @cached_property
    def second_speaker(self) -> User | None:
        return self.couple.partner_of(self.first_speaker)

    @cached_property
    def my_mark(self) -> bool | None:
        """What the person said, of a moment `with_mark_of` them; None before, or when it cannot be opened."""
        field = fields.of(Mark)["held"]
        held: bool | None = field.readable(self.sealed_mark, self.marked_by, self.pk)
        return held

    def is_planned(self) -> bool:
        return self.status == self.Status.PLANNED

    def can_be_walked(self, now: datetime) -> bool:
        """Its pages lead through it from a little before until nobody can mark it any more."""
        return self.is_planned() and self.starts_at - DOOR_OPENS <= now < self.marks_close_at

    def can_be_marked(self, now: datetime) -> bool:
        return self.is_planned() and self.starts_at <= now < self.marks_close_at


class Mark(models.Model):
    """What one partner said of a moment. Nobody else ever reads it: see docs/decisions/0020 and 0082."""

    moment = models.ForeignKey(Moment, on_delete=models.CASCADE, related_name="marks")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    held = EncryptedBooleanField("we held it", owner="person_id", row=("moment_id",))
    marked_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["person", "moment"], name="person_marks_once"),
        )
