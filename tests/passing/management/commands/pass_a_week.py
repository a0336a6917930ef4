"""A week goes by for closeness, on a site that runs.

The site, its database and the browsers each read a clock of their own, and a session that is a week old is
over. So their clocks stay, and the week goes the other way: every date that closeness holds lies seven days
further back, and the tick comes that ends the week. Nothing else moves, and every couple lives through it.
"""

from dataclasses import replace
from typing import Any, Final

from django.core.management.base import BaseCommand
from django.db import models
from django.utils import timezone

from closeness.models import Hold, Limits, OwnOption, Round, Seat, Spectrum
from closeness.weeks import WEEK
from privacy.context import as_dealer
from reminders import ticking

# What comes first by its date moves first, for no two rounds close on one day. Cards, and what stands on a
# page, go by their round.
DATED: Final[tuple[tuple[type[models.Model], str], ...]] = (
    (Round, "closes_on"),
    (Seat, "began_at"),
    (Spectrum, "held_until"),
    (Hold, "until"),
    (OwnOption, "added_at"),
)


class Command(BaseCommand):
    help = "Let a week go by for closeness, and end it as the next tick does."

    def handle(self, *args: Any, **options: Any) -> None:
        with as_dealer():
            for model, first in DATED:
                for row in model._default_manager.order_by(first):
                    _go_back(row)
        ticking.tick(now=timezone.now())


def _go_back(row: models.Model) -> None:
    dates = [one.name for one in row._meta.fields if isinstance(one, models.DateField)]
    for name in dates:
        if (value := getattr(row, name)) is not None:
            setattr(row, name, value - WEEK)
    if isinstance(row, Seat):
        row.kept = _a_week_ago(row.limits).kept
    row.save()


def _a_week_ago(limits: Limits) -> Limits:
    """With its days, which are sealed."""
    opened = {level: until - WEEK.days for level, until in limits.opened.items()}
    return replace(limits, raised=max(limits.raised - WEEK.days, 0), opened=opened)
