from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from couples import content_pack


class Command(BaseCommand):
    help = "Writes the content that is published now back into the files of the content pack."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=settings.BASE_DIR / "content")

    def handle(self, *, folder: Path, **options: object) -> None:
        if not folder.is_dir():
            raise CommandError(f"{folder} is not a folder.")
        for path in content_pack.dump(folder):
            self.stdout.write(str(path))
