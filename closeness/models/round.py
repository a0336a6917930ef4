"""A week: cards that each of the two is asked in private, what they say, and the page that comes of it."""

from datetime import datetime, timedelta
from typing import Final, Self

from django.db import models
from django.db.models import F, Q

from couples.models import Couple, User
from privacy.fields import EncryptedBooleanField, EncryptedChoiceField
from privacy.models import RandomRow

HOLDS: Final = timedelta(days=28)


class Spectrum(models.Model):
    """What both of a couple may know of it: that it rests, and a level at which the two and their
    therapist hold it for a while. It is there from the day on which they became two, and its zone is that
    of whoever came first then: made with the first beginning, it would tell who began.
    """

    couple = models.OneToOneField(
        Couple, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    zone = models.CharField("by whose clock a week ends", max_length=64)
    rests = models.BooleanField(default=False)
    held_at = models.PositiveSmallIntegerField(null=True)
    held_until = models.DateField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(held_at=None, held_until=None)
                | Q(held_at__range=(1, 6), held_until__isnull=False),
                name="spectrum_is_held_until_some_day",
            ),
        )


class RoundQuerySet(models.QuerySet["Round"]):
    def open(self) -> Self:
        return self.filter(closed_at=None)

    def due(self, now: datetime) -> Self:
        return self.open().filter(closes_at__lte=now)


class Round(RandomRow):
    """It closes by the calendar, whatever has been answered; `good_until`: then its page is over. `rested`:
    they rested when it closed, and what it asked counts as not asked.
    """

    couple = models.ForeignKey(Couple, on_delete=models.CASCADE, related_name="+")
    closes_on = models.DateField("the couple’s local day")
    closes_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    good_until = models.DateTimeField(null=True)
    rested = models.BooleanField(default=False)

    objects = RoundQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["couple"], condition=Q(closed_at=None), name="couple_has_one_open_round"
            ),
            models.UniqueConstraint(fields=["couple", "closes_on"], name="round_closes_once_a_day"),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(closed_at__gte=F("closes_at")),
                name="round_never_closes_early",
            ),
        )
        indexes = (
            models.Index(fields=["closes_at"], condition=Q(closed_at=None), name="rounds_to_close"),
        )

    def __str__(self) -> str:
        return f"{self.closes_on}"


class Card(RandomRow):
    """One thing that one person is asked in one round; `what`: a wording or an own option, by its key."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="cards")
    couple = models.ForeignKey(Couple, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    place = models.PositiveSmallIntegerField()
    early = models.BooleanField("asked before its time, so that there is enough to choose from")
    what = EncryptedChoiceField(owner="person_id", row=("public_id",))

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["person", "round", "place"], name="card_has_its_place"),
        )


class Said(models.TextChoices):
    ENJOY = "enjoy", "I would enjoy it"
    OPEN = "open", "I am open to it"
    NOT_NOW = "not_now", "Not now"


YES: Final = frozenset({Said.ENJOY, Said.OPEN})


class Answer(RandomRow):
    """It goes in and never comes out: no page shows it, and the web’s role of the database cannot read it.
    The last one to a card counts (migration 0002).
    """

    card = models.OneToOneField(Card, on_delete=models.CASCADE, related_name="answer")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    said = EncryptedChoiceField(owner="person_id", row=("card_id",), choices=Said.choices)


class ItemQuerySet(models.QuerySet["Item"]):
    def standing(self) -> Self:
        return self.filter(ended=False)


class Item(RandomRow):
    """What both chose, as one of the two has it: there are two rows for it, one each, with the same `pair`.

    `did` and `comfort` are each one’s own; `ended`, `smaller` and `done` are changed for both at once, by
    the dealer. Whatever has ended looks the same, whoever ended it and why.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="items")
    couple = models.ForeignKey(Couple, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    pair = models.CharField(max_length=22)
    place = models.PositiveSmallIntegerField()
    what = EncryptedChoiceField(owner="person_id", row=("pair",))
    did = EncryptedBooleanField(owner="person_id", row=("pair",), null=True)
    comfort = EncryptedChoiceField(owner="person_id", row=("pair",), null=True)
    smaller = models.BooleanField(default=False)
    ended = models.BooleanField(default=False)
    done = models.BooleanField("both say that they did it", default=False)

    objects = ItemQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["person", "pair"], name="each_has_an_item_once"),
        )
        indexes = (models.Index(fields=["pair"], name="items_of_a_pair"),)


class Tally(models.Model):
    """How many things of a level a couple has done, both say. Nothing else of it may be counted."""

    couple = models.ForeignKey(Couple, on_delete=models.CASCADE, related_name="+")
    level = models.PositiveSmallIntegerField()
    done = models.PositiveIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["couple", "level"], name="level_is_counted_once"),
        )
