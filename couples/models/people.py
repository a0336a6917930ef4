"""People: partners, the therapists of a practice, and staff."""

import secrets
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import FilteredRelation, Q
from django.db.models.functions import Lower
from django.utils import timezone

from couples import zones
from privacy.models import PublicRow

if TYPE_CHECKING:
    from couples.models.couple import Couple, Membership

CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


def valid_time_zone(name: str) -> None:
    if name not in zones.names():
        raise ValidationError("We don’t know this time zone. Choose one from the list.")


def new_practice_code() -> str:
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(10))


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        role = User.Role.STAFF
        return self.create_user(
            email, password, **{"role": role, "is_staff": True, "is_superuser": True} | fields
        )

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)

    def with_place(self) -> models.QuerySet["User"]:
        """Each with `place_now`, their membership in the couple of today, or None."""
        now = FilteredRelation("memberships", condition=Q(memberships__left_at=None))
        added: dict[str, Any] = {"place_now": now}
        with_it = ("place_now__couple",)
        return self.annotate(**added).select_related(*with_it)


class User(PublicRow, AbstractBaseUser, PermissionsMixin):
    class Role(models.TextChoices):
        PARTNER = "partner", "partner"
        THERAPIST = "therapist", "therapist"
        STAFF = "staff", "staff"

    email = models.EmailField("e-mail address", max_length=254, unique=True)
    display_name = models.CharField("name", max_length=60)
    called = models.CharField("what to call you", max_length=60, blank=True)
    time_zone = models.CharField(max_length=64, default="UTC", validators=[valid_time_zone])
    zone_is_told = models.BooleanField("has said that this is their clock", default=False)
    language = models.CharField(max_length=10, default="en-gb", choices=settings.LANGUAGES)
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.PARTNER)
    is_staff = models.BooleanField("may enter the admin", default=False)
    is_active = models.BooleanField("may sign in", default=True)
    joined_at = models.DateTimeField(default=timezone.now, editable=False)

    place_now: "Membership | None" = None  # where `with_place` found one
    # Of whoever asks for a page, so that nobody need look again.
    couple_now: "Couple | None" = None

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = (
            models.UniqueConstraint(Lower("email"), name="email_is_unique_whatever_its_case"),
        )

    def __str__(self) -> str:
        return self.display_name or self.email

    @property
    def greeting_name(self) -> str:
        return self.called or self.display_name

    @property
    def is_partner(self) -> bool:
        return self.role == self.Role.PARTNER

    @property
    def is_therapist(self) -> bool:
        return self.role == self.Role.THERAPIST

    @property
    def told_zone(self) -> str:
        """Empty while UTC may only stand in for a clock that no browser and nobody has told."""
        told = self.zone_is_told or self.time_zone != zones.FALLBACK
        return self.time_zone if told else ""

    @cached_property
    def zone(self) -> ZoneInfo:
        return zones.zone(self.time_zone)

    def local_time(self, moment: datetime) -> datetime:
        return moment.astimezone(self.zone)

    def local_date(self, moment: datetime) -> date:
        return self.local_time(moment).date()

    def get_full_name(self) -> str:
        return self.display_name

    def get_short_name(self) -> str:
        return self.greeting_name


class Practice(PublicRow):
    name = models.CharField(max_length=120, unique=True)

    def __str__(self) -> str:
        return self.name


class Therapist(models.Model):
    """A person of a practice. Couples name their therapist by the code."""

    person = models.OneToOneField(User, on_delete=models.CASCADE, related_name="therapist")
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="therapists")
    code = models.CharField(max_length=10, unique=True, default=new_practice_code, editable=False)

    def __str__(self) -> str:
        return f"{self.person}, {self.practice}"
