"""Beat and worker as they run for people, on the database of the test. The worker can be killed."""

import os
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

from config import processes
from config.folders import REPOSITORY

PATIENCE = 90  # seconds


@dataclass
class Clockwork:
    folder: Path
    database: str
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def mail(self) -> list[Path]:
        return list((self.folder / "test" / "mail").glob("*.eml"))

    @property
    def log(self) -> Path:
        return self.folder / "log"

    @property
    def ticks(self) -> int:
        return self.log.read_text().count("succeeded")

    def notes(self, stage: str) -> int:
        path = self.folder / "notes"
        return path.read_text().splitlines().count(stage) if path.exists() else 0

    def start(self, *names: str) -> None:
        (self.folder / "test").mkdir(exist_ok=True)
        (self.folder / "test" / "master_key").write_text(settings.MASTER_KEYS[0])
        variables = {
            "DJANGO_SETTINGS_MODULE": "tests.reminders.slow_post",
            "DATABASE_URL": self.database,
            "MOMENTS_DATA": str(self.folder),
            "SLOW_POST_NOTES": str(self.folder / "notes"),
            "TICK_SECONDS": "1",
            "REMINDER_LEASE_SECONDS": "4",
        }
        for name in names:
            with self.log.open("a") as log:
                self.running[name] = subprocess.Popen(
                    processes.commands()[name].split(),
                    cwd=REPOSITORY,
                    env=processes.environment(0) | variables,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                )

    def kill(self, name: str) -> None:
        """-9 for the process and its children, wherever they are."""
        process = self.running.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def kill_at(self, stage: str, *, skip: int) -> None:
        """The worker dies just before or just after a letter is in the box, and a new one starts."""
        enough = self.notes(stage) + skip
        self.wait(lambda: self.notes(stage) > enough)
        self.kill("worker")
        self.start("worker")

    def stop(self) -> None:
        for name in list(self.running):
            self.kill(name)

    def wait(self, what: Callable[[], bool]) -> None:
        deadline = time.monotonic() + PATIENCE
        while not what():
            if time.monotonic() > deadline:
                raise AssertionError(f"It never came.\n{self.log.read_text()[-3000:]}")
            time.sleep(0.02)
