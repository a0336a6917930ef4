from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from couples import content_pack
from couples.content_pack import ContentRefused, Outcome


class Command(BaseCommand):
    help = "Reads the content pack into the database. Safe to run again; editors’ changes stay."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=settings.BASE_DIR / "content")

    def handle(self, *, folder: Path, **options: object) -> None:
        if not folder.is_dir():
            raise CommandError(f"{folder} is not a folder.")
        try:
            done = content_pack.load(folder, now=timezone.now())
        except ContentRefused as refused:
            raise CommandError(f"Nothing was loaded.\n{refused}") from refused
        for name, loaded in done.items():
            self.stdout.write(f"{name}: {loaded}")
            for left in loaded.names[Outcome.LEFT_ALONE]:
                self.stdout.write(f"  {left}: changed by an editor, left alone")
