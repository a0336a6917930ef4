"""Screenshots of every page as every kind of person: `make shots`, or `make shots ONLY="partner 390"`.

The pictures land in shots/, a folder for each person. What the browser and axe have to say about a
page is printed below its name. The words of ONLY choose people and looks by parts of their names.
"""

import importlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import django
from django.core.management import call_command
from django.db import connections

from config import services
from config.folders import REPOSITORY
from tests.browser import server

ENVIRONMENT = {
    "MOMENTS_ENV": "demo",
    "MOMENTS_DATA": str(REPOSITORY / ".moments" / "shots"),
    "DJANGO_SETTINGS_MODULE": "config.settings",
    # Playwright keeps an event loop in this thread; Django would refuse to query beside it.
    "DJANGO_ALLOW_ASYNC_UNSAFE": "1",
}


@contextmanager
def the_site() -> Iterator[str]:
    """As the demo shows it, with data of its own."""
    services.start()
    try:
        django.setup()
        call_command("migrate", database="owner", verbosity=0)
        call_command("load_content", verbosity=0)
        call_command("seed_demo")
        with server.running("live", services.data_folder() / "site.log") as address:
            yield address
    finally:
        connections.close_all()
        services.stop(adopted=True)


def main(wanted: list[str]) -> int:
    os.environ.update(ENVIRONMENT)
    with the_site() as address:
        pictures = importlib.import_module(
            "tests.browser.pictures"
        )  # needs models, so a set-up Django
        return int(pictures.take(address, wanted))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
