from django.core.management.base import BaseCommand
from django.utils import timezone

from privacy import access


class Command(BaseCommand):
    help = (
        "Removes what is older than ACCESS_LOG_DAYS from the log of access, as the table’s owner."
    )

    def handle(self, **options: object) -> None:
        self.stdout.write(f"{access.forget(now=timezone.now())} removed")
