from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import datetime

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from privacy import masters, rotation

WIDTH = 30


def moment(text: str) -> datetime:
    found = parse_datetime(text)
    if found is None:
        raise ValueError(text)
    return found if timezone.is_aware(found) else timezone.make_aware(found)


class Command(BaseCommand):
    help = (
        "Wraps everybody’s key with the newest master key, and seals with the newest keys what is"
        " still sealed with older ones. Safe to run again and to interrupt at any moment."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--made-before",
            type=moment,
            metavar="MOMENT",
            help="first give a new key to everybody whose key was made before this moment,"
            " such as 2026-11-26T12:00",
        )

    def handle(self, *, made_before: datetime | None, **options: object) -> None:
        now = timezone.now()
        if made_before and made_before > now:
            raise CommandError("This moment has not come yet: every run would begin anew.")
        masters.open_canaries()
        self._show("keys wrapped anew", rotation.wrap_anew(), rotation.to_wrap())
        whole = rotation.second_keys_to_wrap()
        self._show("second keys sealed anew", rotation.wrap_second_keys(), whole)
        if made_before:
            old = rotation.to_renew(before=made_before)
            self._show("keys renewed", rotation.renew(before=made_before, now=now), old)
        lost = sum(self._seal(table) for table in rotation.tables())
        lost += rotation.second_keys_to_wrap()
        self.stdout.write(f"{rotation.forget(now=now)} old keys are no longer needed and gone.")
        if lost:
            raise CommandError(f"{lost} rows cannot be opened, or are in use: run it again.")

    def _seal(self, table: rotation.Table) -> int:
        """Until nothing changes any more; how many rows are left all the same."""
        while left := table.count():
            if not self._show(f"rows of {table.name}", rotation.seal_anew(table), left):
                return left
        return 0

    def _show(self, what: str, batches: Iterator[int], whole: int) -> int:
        done = 0
        for some in batches:
            done += some
            bar = "#" * min(WIDTH, WIDTH * done // max(whole, 1))
            self.stdout.write(f"\r[{bar:<{WIDTH}}] {done:,} of {whole:,} {what}", ending="")
            self.stdout.flush()
        if done:
            self.stdout.write("")
        return done
