"""Whether a process of the deployment is well: `python -m config.health site` (or `clock`)."""

import os
import sys
import urllib.request

import django
from django.utils import timezone

from reminders import pulse


def site() -> bool:
    """Asks the server of this very container, under a name that it answers to."""
    address = f"http://127.0.0.1:{os.environ.get('GRANIAN_PORT', '8000')}/health/"
    host = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].strip()
    with urllib.request.urlopen(urllib.request.Request(address, headers={"Host": host})) as answer:
        return bool(answer.status == 200)


def clock() -> bool:
    """Beat, broker and a worker have lately done a whole tick together."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    return pulse.is_steady(now=timezone.now())


CHECKS = {"site": site, "clock": clock}

if __name__ == "__main__":
    sys.exit(0 if CHECKS[sys.argv[1]]() else 1)
