import os
from typing import Any

from celery import Celery
from celery.signals import beat_init, worker_init

from privacy import masters

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
app = Celery("moments")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_init.connect
@beat_init.connect
def open_canaries(**facts: Any) -> None:
    """Celery would go on after an exception of ours, with keys that open nothing."""
    try:
        masters.open_canaries()
    except masters.KeysDoNotFit as reason:
        raise SystemExit(str(reason)) from None
