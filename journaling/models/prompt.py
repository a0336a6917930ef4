"""What a page of the journal may begin with: a list that editors keep."""

from typing import Final

from django.core.exceptions import ValidationError
from django.db import models

from couples import choosing, chronicle, content_pack

MOST_ASKS: Final = 6
LONGEST_ASK: Final = 160
LONGEST_TEXT: Final = 400


def a_few_lines(asks: str) -> None:
    lines = lines_of(asks)
    if not 1 <= len(lines) <= MOST_ASKS:
        raise ValidationError(f"Between one and {MOST_ASKS} questions fit; these are {len(lines)}.")
    if long := next((line for line in lines if len(line) > LONGEST_ASK), None):
        raise ValidationError(
            f"“{long[:30]}…” is {len(long)} characters long, and {LONGEST_ASK} fit."
        )


def lines_of(asks: str) -> list[str]:
    return [line.strip() for line in asks.splitlines() if line.strip()]


class Prompt(models.Model):
    """A page keeps its own copy of the questions, so that what an editor changes is of new pages alone."""

    class Kind(models.TextChoices):
        NOTICE = "notice", "What was there"
        NEED = "need", "What I long for"
        WARMTH = "warmth", "What is good between us"
        REFRAME = "reframe", "A hard sentence, looked at again"

    slug = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(max_length=7, choices=Kind.choices)
    title = models.CharField(max_length=80)
    text = models.CharField("a sentence or two before it", max_length=LONGEST_TEXT, blank=True)
    asks = models.TextField("questions, one a line", validators=[a_few_lines])
    order = models.PositiveSmallIntegerField(default=0)
    retired = models.BooleanField("no longer offered", default=False)
    packed = content_pack.mark()

    objects = choosing.Kept["Prompt"]()
    history = chronicle.kept()

    class Meta:
        verbose_name = "prompt of the journal"
        verbose_name_plural = "prompts of the journal"

    def __str__(self) -> str:
        return self.title

    @property
    def questions(self) -> list[str]:
        return lines_of(self.asks)
