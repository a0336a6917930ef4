from celery import shared_task
from django.utils import timezone

from privacy import access


@shared_task
def forget_accesses() -> None:
    """Once a night; `manage.py forget_accesses` does the same without Celery."""
    access.forget(now=timezone.now())
