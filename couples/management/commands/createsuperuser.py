from typing import Any

from django.contrib.auth.management.commands import createsuperuser

from privacy.context import Asker, asking


class Command(createsuperuser.Command):
    """Django's own; whoever may run commands here may open the first account of the staff."""

    def handle(self, *args: Any, **options: Any) -> str | None:
        with asking(Asker(staff=True)):
            return super().handle(*args, **options)
