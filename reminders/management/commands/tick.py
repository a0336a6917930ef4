from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from reminders import ticking


class Command(BaseCommand):
    help = "Plan and send the reminders that are due now, once, without Celery."

    def handle(self, *args: Any, **options: Any) -> None:
        done = ticking.tick(now=timezone.now())
        self.stdout.write(", ".join(f"{name} {count}" for name, count in done.items()))
