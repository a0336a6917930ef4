"""What editors write. A published version never changes: a change is the next version."""

from datetime import datetime
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, Q, Sum

from couples import chronicle
from couples.models import User
from privacy.models import PublicRow

RESERVED_SLUGS = frozenset({"own", "lessons", "find", "found"})


def free_slug(slug: str) -> None:
    if slug in RESERVED_SLUGS:
        raise ValidationError(f"“{slug}” is the address of a page of ours. Choose another one.")


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


class Exercise(PublicRow):
    """One piece of practice, whatever its wording is at the moment."""

    class Theme(models.TextChoices):
        SETTLE = "settle", "Settling down"
        WARMTH = "warmth", "Warmth"
        WORDS = "words", "Finding words"
        NOTICE = "notice", "Noticing"
        REPAIR = "repair", "Coming back after a hard moment"
        CARE = "care", "Small acts"
        REST = "rest", "Sleep and rest"
        SAFETY = "safety", "Feeling safe"
        DESIRE = "desire", "Ways of being close"
        SUPPORT = "support", "Help along the way"

    class Kind(models.TextChoices):
        LESSON = "lesson", "Lesson"
        BODY = "body", "Breath and body"
        WRITING = "writing", "Writing"
        TALKING = "talking", "Words to say"
        DOING = "doing", "Something to do"

    class Need(models.TextChoices):
        """Finishes the sentence “I could do with …”."""

        CALM = "calm", "calm"
        REST = "rest", "rest"
        WARMTH = "warmth", "warmth"
        HEARD = "heard", "being heard"
        WORDS = "words", "the right words"
        ROOM = "room", "room for myself"
        PEACE = "peace", "peace after a hard moment"
        CLARITY = "clarity", "understanding us better"
        HELP = "help", "help and hope"

    slug = models.SlugField("address", max_length=60, unique=True, validators=[free_slug])
    theme = models.CharField(max_length=10, choices=Theme.choices)
    kind = models.CharField(max_length=10, choices=Kind.choices, default="")
    needs: "ArrayField[Any, list[str]]" = ArrayField(
        models.CharField(max_length=10, choices=Need.choices), default=list, blank=True
    )
    order = models.PositiveSmallIntegerField(default=100, help_text="Lower numbers come first.")

    history = chronicle.kept()

    def __str__(self) -> str:
        return self.slug

    @property
    def is_lesson(self) -> bool:
        return self.kind == self.Kind.LESSON


class VersionQuerySet(models.QuerySet["ExerciseVersion"]):
    def published(self) -> "VersionQuerySet":
        return self.filter(status=ExerciseVersion.Status.PUBLISHED)

    def drafts(self) -> "VersionQuerySet":
        return self.filter(status=ExerciseVersion.Status.DRAFT)

    def due(self, now: datetime) -> "VersionQuerySet":
        """Drafts whose time has come, and that were not held back when it came."""
        return self.drafts().filter(publish_at__lte=now, held_back="")

    def readable_by(self, person: User) -> "VersionQuerySet":
        return self.filter(language__in=languages_of(person))

    def with_size(self) -> "VersionQuerySet":
        """How many steps, and how many minutes they take together."""
        size: dict[str, Any] = {"step_count": Count("steps"), "minutes": Sum("steps__minutes")}
        return self.annotate(**size)


def languages_of(person: User) -> tuple[str, str]:
    """The languages in which somebody can read content, the preferred one first."""
    return person.language.split("-")[0], ExerciseVersion.ENGLISH


class ExerciseVersion(PublicRow):
    class Status(models.TextChoices):
        DRAFT = "draft", "draft"
        PUBLISHED = "published", "published"
        RETIRED = "retired", "retired"

    ENGLISH = "en"
    step_count: int  # with_size() adds these two
    minutes: int

    exercise = models.ForeignKey(Exercise, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(editable=False)
    language = models.CharField(max_length=10, default=ENGLISH, help_text="For example “en”.")
    status = models.CharField(
        max_length=10, choices=Status.choices, default=Status.DRAFT, editable=False
    )
    title = models.CharField(max_length=80)
    summary = models.TextField(max_length=300, help_text="What it is, in one or two sentences.")
    sources = models.TextField(
        max_length=2000, blank=True, help_text="Where it comes from; one source a line."
    )
    pack_hash = models.CharField(max_length=64, blank=True, editable=False)
    made_by = models.ForeignKey(
        User, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(editable=False)
    publish_at = models.DateTimeField("to be published at", null=True, editable=False)
    held_back = models.CharField(
        "why it was not published then", max_length=200, blank=True, editable=False
    )
    published_at = models.DateTimeField(null=True, editable=False)
    retired_at = models.DateTimeField(null=True, editable=False)

    objects = VersionQuerySet.as_manager()
    history = chronicle.kept()

    class Meta:
        verbose_name = "exercise text"
        constraints = (
            models.UniqueConstraint(
                fields=["exercise", "language", "number"], name="exercise_versions_are_numbered"
            ),
            models.UniqueConstraint(
                fields=["exercise", "language"],
                condition=Q(status="published"),
                name="exercise_has_one_published_version",
            ),
            models.UniqueConstraint(
                fields=["exercise", "language"],
                condition=Q(status="draft"),
                name="exercise_has_one_draft",
            ),
            models.CheckConstraint(
                condition=Q(status="draft", published_at=None, retired_at=None)
                | Q(status="published", published_at__isnull=False, retired_at=None)
                | Q(status="retired", published_at__isnull=False, retired_at__isnull=False),
                name="exercise_version_has_the_dates_of_its_status",
            ),
            models.CheckConstraint(
                condition=Q(status="draft") | Q(publish_at=None), name="only_a_draft_has_a_time"
            ),
            models.CheckConstraint(
                condition=Q(held_back="") | Q(publish_at__isnull=False),
                name="what_is_held_back_had_a_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.title} ({self.language}, version {self.number})"

    @property
    def is_draft(self) -> bool:
        return self.status == self.Status.DRAFT

    @property
    def is_published(self) -> bool:
        return self.status == self.Status.PUBLISHED

    @property
    def is_set(self) -> bool:
        """Waits for its time, and was not held back when it came."""
        return self.publish_at is not None and not self.held_back

    @property
    def source_lines(self) -> list[str]:
        return lines(self.sources)


class Step(models.Model):
    class Kind(models.TextChoices):
        READ = "read", "read"
        DO = "do", "do"
        BREATHE = "breathe", "breathe"
        SAY = "say", "say aloud"
        WRITE = "write", "write"
        CHOOSE = "choose", "choose one"

    ANSWERED = frozenset({Kind.WRITE, Kind.CHOOSE})
    LONGEST_BREATH = 5

    version = models.ForeignKey(ExerciseVersion, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    title = models.CharField(max_length=80)
    text = models.TextField(
        max_length=5000, help_text="Markdown: *soft*, **strong**, - list, > quote"
    )
    minutes = models.PositiveSmallIntegerField(
        default=1, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    prompt = models.CharField(
        max_length=200, blank=True, help_text="The question above the answer: for write and choose."
    )
    options = models.TextField(
        max_length=1000, blank=True, help_text="For choose: one option a line, two at least."
    )

    history = chronicle.kept()

    class Meta:
        constraints = (
            # Deferred, so that steps can change places within one transaction.
            models.UniqueConstraint(
                fields=["version", "position"],
                name="steps_stand_in_order",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(condition=Q(position__gte=1), name="steps_count_from_one"),
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=60), name="step_takes_1_to_60_minutes"
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def is_answered(self) -> bool:
        return self.kind in self.ANSWERED

    @property
    def choices(self) -> list[str]:
        return lines(self.options)

    @property
    def breathes_for(self) -> int:
        """Minutes that the guide of a breath begins with; none for every other kind."""
        return min(self.minutes, self.LONGEST_BREATH) if self.kind == self.Kind.BREATHE else 0

    def clean(self) -> None:
        """What a step of its kind needs; every other field is left empty."""
        if self.is_answered and not self.prompt.strip():
            raise ValidationError(
                {"prompt": "This kind of step asks something: write the question."}
            )
        if not self.is_answered and self.prompt.strip():
            raise ValidationError({"prompt": "Only “write” and “choose one” have a question."})
        self._clean_options()

    def _clean_options(self) -> None:
        if self.kind == self.Kind.CHOOSE and len(set(self.choices)) < max(2, len(self.choices)):
            raise ValidationError({"options": "Give two options at least, each of them once."})
        if self.kind != self.Kind.CHOOSE and self.choices:
            raise ValidationError({"options": "Only “choose one” has options."})
