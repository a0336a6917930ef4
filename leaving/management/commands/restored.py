from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from leaving import restoring


class Command(BaseCommand):
    help = "After a restore, before the site is opened: erase the erased again, and look whether all holds."

    def handle(self, *args: Any, **options: Any) -> None:
        if found := restoring.make_ready(timezone.now()):
            raise CommandError("\n".join(["Keep the site closed.", *found]))
        self.stdout.write("Keys open, tables are closed, and whoever was erased is erased.")
