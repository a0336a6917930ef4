from celery import shared_task
from django.utils import timezone

from reminders import pulse, ticking


@shared_task
def tick() -> None:
    """Beat calls it; `manage.py tick` does the same without Celery. Any number may overlap."""
    ticking.tick(now=timezone.now())
    pulse.note(now=timezone.now())
