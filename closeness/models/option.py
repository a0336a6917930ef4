"""What two people may like to do together, from shared routines to sexual closeness: a list of editors."""

from typing import Any, Final, Self

from django.db import models
from django.db.models import Q

from couples import chronicle, content_pack
from couples.models import Practice

LONGEST_NAME: Final = 60
LONGEST_WHAT: Final = 240
LONGEST_SMALLER: Final = 120
WORDS: Final = ("level", "name", "what", "is_not", "minutes", "smaller")


class Level(models.IntegerChoices):
    ROUTINES = 1, "Shared routines and small services"
    WORDS = 2, "Words, banter and attention"
    TIME = 3, "Time and play together"
    AFFECTION = 4, "Affectionate touch, with nothing to follow"
    SENSUAL = 5, "Sensual touch without a goal"
    GENTLE = 6, "Sexual closeness, gentle"
    OPEN = 7, "Sexual closeness, open"


OPEN_TO_ALL: Final = (Level.ROUTINES, Level.WORDS, Level.TIME, Level.AFFECTION)
OPENED_ALONE: Final = (Level.SENSUAL, Level.GENTLE, Level.OPEN)


class Wordable(models.Model):
    level = models.PositiveSmallIntegerField(choices=Level.choices)
    name = models.CharField(max_length=LONGEST_NAME)
    what = models.CharField("what it is", max_length=LONGEST_WHAT)
    is_not = models.CharField("what it is not", max_length=LONGEST_WHAT)
    minutes = models.PositiveSmallIntegerField()
    smaller = models.TextField("ways to make it smaller, one a line")

    class Meta:
        abstract = True

    @property
    def words(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in WORDS}

    @property
    def ways(self) -> list[str]:
        return self.smaller.splitlines()


class Option(Wordable):
    """As an editor writes it. What people are asked is a wording of it, which never changes under them."""

    slug = models.SlugField(max_length=40, unique=True)
    order = models.PositiveSmallIntegerField(default=0)
    retired = models.BooleanField("no longer offered", default=False)
    packed = content_pack.mark()

    history = chronicle.kept()

    class Meta:
        verbose_name = "closeness option"
        constraints = (
            models.CheckConstraint(
                condition=Q(level__in=Level.values), name="option_has_one_of_seven_levels"
            ),
            models.CheckConstraint(
                condition=Q(minutes__range=(1, 240)), name="option_takes_a_while_and_ends"
            ),
        )

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        last = self.wordings.order_by("version").last()
        if last is None or last.words != self.words:
            self.wordings.create(version=last.version + 1 if last else 1, **self.words)


class WordingQuerySet(models.QuerySet["Wording"]):
    def current(self) -> Self:
        newest = self.order_by("option_id", "-version").distinct("option_id")
        return newest.select_related("option")


class Wording(Wordable):
    """One version of an option. Whoever said yes to it said yes to these words and to no others."""

    option = models.ForeignKey(Option, on_delete=models.CASCADE, related_name="wordings")
    version = models.PositiveIntegerField()

    objects = WordingQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["option", "version"], name="option_is_worded_once_a_version"
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} (version {self.version})"


class Hidden(models.Model):
    """A level that a practice leaves out, for every couple it sees."""

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="+")
    level = models.PositiveSmallIntegerField(choices=Level.choices[1:])

    class Meta:
        verbose_name = "level that a practice leaves out"
        verbose_name_plural = "levels that practices leave out"
        constraints = (
            models.UniqueConstraint(fields=["practice", "level"], name="level_is_hidden_once"),
            models.CheckConstraint(
                condition=Q(level__range=(2, 7)), name="first_level_is_never_hidden"
            ),
        )

    def __str__(self) -> str:
        return f"{self.practice}: {self.get_level_display()}"
