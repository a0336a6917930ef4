from celery import shared_task
from django.utils import timezone

from privacy import access, ended, sessions


@shared_task
def forget_accesses() -> None:
    """Once a night; `manage.py forget_accesses` does the same without Celery."""
    access.forget(now=timezone.now())


@shared_task
def forget_sessions() -> None:
    """Once a night: a session that nobody ended would lie in the database for good, in two tables."""
    sessions.SessionStore.clear_expired()
    ended.forget(now=timezone.now())
