"""What each of the two keeps for themselves: their limits, and the secret that makes their deck."""

from collections.abc import Collection
from dataclasses import asdict, dataclass, field, replace
from datetime import date, timedelta
from typing import Any, Final

from django.db import models

from closeness.models.option import OPEN_TO_ALL, Level
from couples.models import Couple, User
from privacy.fields import EncryptedChoicesField, EncryptedTextField, readable
from privacy.models import RandomRow

CONSENT_HOLDS: Final = timedelta(days=28)
LINE: Final = 4  # of ten; where most people would say "so-so"


@dataclass(frozen=True, slots=True)
class Limits:
    """`level`: the highest that feels right; `line`: the comfort (0–10) below which one goes a level back;
    `raised`: the closing day of the round in which the level last went up; `opened`: when the consent to
    each of the levels 5 to 7 ends (days as ordinals, so that all of it fits); `rests`: nothing of all
    this, for as long as I say so.
    """

    level: int = Level.ROUTINES
    line: int = LINE
    raised: int = 0
    opened: dict[str, int] = field(default_factory=dict)
    rests: bool = False

    @classmethod
    def of(cls, kept: dict[str, Any]) -> "Limits":
        return cls(**kept)

    @property
    def kept(self) -> dict[str, Any]:
        """What differs from the beginning, so that it fits."""
        start = asdict(Limits())
        return {name: value for name, value in asdict(self).items() if value != start[name]}

    def open_levels(self, on: date, left_out: Collection[int] = ()) -> set[int]:
        """A level above one that is closed is closed as well: closeness grows step by step. What a
        practice leaves out is no step.
        """
        found: set[int] = set()
        for level in range(1, self.level + 1):
            if level in left_out:
                continue
            if level not in OPEN_TO_ALL and not self.is_opened(level, on):
                break
            found.add(level)
        return found

    def is_opened(self, level: int, on: date) -> bool:
        return self.opened.get(str(level), 0) > on.toordinal()

    def may_rise(self, closes_on: date) -> bool:
        return self.raised != closes_on.toordinal()

    def risen(self, level: int, closes_on: date) -> "Limits":
        return replace(self, level=level, raised=closes_on.toordinal())

    def at(self, level: int) -> "Limits":
        """Back, at once; what lies above closes with it, and is opened anew if ever."""
        left = {name: until for name, until in self.opened.items() if int(name) <= level}
        return replace(self, level=min(level, self.level), opened=left)

    def opening(self, level: int, on: date) -> "Limits":
        until = (on + CONSENT_HOLDS).toordinal()
        return replace(self, opened=self.opened | {str(level): until})

    def closing(self, level: int) -> "Limits":
        """One consent that ends takes those above with it."""
        left = {name: until for name, until in self.opened.items() if int(name) < level}
        return replace(self, opened=left)

    def with_line(self, line: int) -> "Limits":
        return replace(self, line=line)

    def next_level(self, left_out: Collection[int] = ()) -> int | None:
        above = range(self.level + 1, Level.OPEN + 1)
        return next((level for level in above if level not in left_out), None)


class Seat(RandomRow):
    """That somebody has begun here with this partner, and their limits, which nobody else reads."""

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    couple = models.ForeignKey(Couple, on_delete=models.CASCADE, related_name="+")
    began_at = models.DateTimeField()
    kept = EncryptedChoicesField(owner="person_id", row=("couple_id",))

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["person", "couple"], name="person_has_one_seat"),
        )

    def __str__(self) -> str:
        return f"since {self.began_at:%Y-%m-%d}"

    @property
    def limits(self) -> Limits:
        """The narrowest ones where they cannot be opened."""
        return Limits.of(readable(self, "kept", {}))


class Deck(models.Model):
    """The secret of somebody’s deck, for good: with another one, what was never asked could be told."""

    person = models.OneToOneField(
        User, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    secret = EncryptedTextField(owner="person_id", row=("person_id",))
