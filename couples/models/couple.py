"""Two people and what binds them: membership, the link that invites, a pause."""

from datetime import datetime, timedelta
from functools import cached_property
from typing import ClassVar

from django.db import models
from django.db.models import F, Q, Value

from couples.models.people import User
from privacy.models import PublicRow
from privacy.ready import Ready


class CoupleQuerySet(models.QuerySet["Couple"]):
    def active(self) -> "CoupleQuerySet":
        return self.filter(ended_at=None)

    def of(self, person: User) -> "CoupleQuerySet":
        return self.active().filter(memberships__person=person, memberships__left_at=None)


class Couple(PublicRow):
    """One or two people. Somebody alone has a couple as well, so that everything works from day one."""

    started_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["Couple"]] = CoupleQuerySet.as_manager()

    def __str__(self) -> str:
        return self.public_id

    @cached_property
    def people(self) -> list[User]:
        """The one or two people in it now, in the order in which they came."""
        return [membership.person for membership in _IN_IT(couple=self)]

    def partner_of(self, person: User) -> User | None:
        return next((one for one in self.people if one.pk != person.pk), None)


class Membership(models.Model):
    class Slot(models.IntegerChoices):
        FIRST = 1
        SECOND = 2

    couple = models.ForeignKey(Couple, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    slot = models.PositiveSmallIntegerField(choices=Slot.choices)
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(left_at=None),
                name="person_is_in_one_active_couple",
            ),
            models.UniqueConstraint(
                fields=["couple", "person"], name="couple_has_two_distinct_partners"
            ),
            models.UniqueConstraint(fields=["couple", "slot"], name="couple_has_two_places"),
            models.CheckConstraint(condition=Q(slot__in=[1, 2]), name="couple_has_no_third_place"),
        )

    def __str__(self) -> str:
        return f"place {self.slot}"


_IN_IT = Ready[Membership](
    lambda couple: (
        Membership.objects.filter(couple=couple, left_at=None)
        .select_related("person")
        .order_by("slot")
    ),
    couple=Couple,
)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def unused(self) -> "InvitationQuerySet":
        return self.filter(used_at=None, withdrawn_at=None)

    def open(self, now: datetime) -> "InvitationQuerySet":
        return self.unused().filter(expires_at__gt=now)

    def made_by(self, person: User) -> "InvitationQuerySet":
        return self.filter(made_by=person)

    def with_maker(self) -> "InvitationQuerySet":
        return self.select_related("couple", "made_by__therapist__practice")


class Invitation(PublicRow):
    """A link that works once, for one couple, for seven days. Only the hash of its token is kept."""

    class Kind(models.TextChoices):
        PARTNER = "partner", "a partner invites the other"
        CLIENTS = "clients", "a therapist invites a couple"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    token_hash = models.CharField(max_length=64, unique=True)
    couple = models.ForeignKey(
        Couple, null=True, on_delete=models.CASCADE, related_name="invitations"
    )
    made_by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["Invitation"]] = InvitationQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(kind="partner", couple__isnull=False)
                | Q(kind="clients", couple__isnull=True),
                name="invitation_of_a_partner_is_bound_to_a_couple",
            ),
            models.CheckConstraint(
                condition=Q(used_by=None) | ~Q(used_by=F("made_by")),
                name="invitation_is_used_by_somebody_else",
            ),
            models.UniqueConstraint(
                fields=["made_by"],
                condition=Q(kind="partner", used_at=None, withdrawn_at=None),
                name="partner_has_one_link_at_a_time",
            ),
        )

    def __str__(self) -> str:
        return self.public_id

    def is_open(self, now: datetime) -> bool:
        return self.used_at is None and self.withdrawn_at is None and now < self.expires_at


class PauseQuerySet(models.QuerySet["Pause"]):
    def running(self, now: datetime) -> "PauseQuerySet":
        return self.filter(starts_at__lte=now, ends_at__gt=now)


class Pause(PublicRow):
    """A rest of 1 to 14 days for both. Who asked for it is not written down, so nothing can show it."""

    couple = models.ForeignKey(Couple, on_delete=models.CASCADE, related_name="pauses")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    objects: ClassVar[models.Manager["Pause"]] = PauseQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="pause_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(ends_at__lte=F("starts_at") + Value(timedelta(days=14))),
                name="pause_lasts_14_days_at_most",
            ),
        )

    def __str__(self) -> str:
        return self.public_id
