"""A tick in a process of its own that stops in the middle of its work, to be killed there.

`python -m tests.leaving.half_way FILE`: makes FILE when it is half-way, and then waits for its end.
"""

import os
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import Any

import django
from django.utils import timezone


def main(mark: Path) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    parts = ("as_csv", "erasing", "exporting", "tombstones")  # they need a set-up Django
    as_csv, erasing, exporting, tombstones = (import_module(f"leaving.{name}") for name in parts)

    def stop(*_: Any, **__: Any) -> None:
        mark.touch()
        time.sleep(600)

    vars(as_csv)["write"] = vars(tombstones)["put_up"] = stop
    now = timezone.now()
    exporting.make_all(now)
    erasing.carry_on(now)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
