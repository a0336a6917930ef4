from argparse import ArgumentParser

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from care.demo import KIM, LOGINS, NOOR, ROBIN, clock, crowd, people, story
from couples import zones
from couples.models import User

PRACTICE = "Riverside Practice"
COUPLES = 7


class Command(BaseCommand):
    help = (
        "Fills a demo with a practice, its people and six weeks of their days. Safe to run again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--couples", type=int, default=COUPLES, help="how many on the caseload (default: 7)"
        )

    def handle(self, *, couples: int, **options: object) -> None:
        if settings.PRODUCTION:
            raise CommandError("These people are invented. They have no place in production.")
        today = timezone.now().astimezone(zones.zone(people.ZONE)).date()
        with clock.believing(), transaction.atomic():
            noor = self._staff_of_the_practice()
            if not people.known(ROBIN.email):
                story.live(noor, today=today)
        for number in range(1, couples):
            crowd.add(number, noor, today=today)
        self.stdout.write("\n".join(str(login) for login in LOGINS))

    def _staff_of_the_practice(self) -> User:
        now = timezone.now()
        if not people.known(KIM.email):
            people.editor(KIM.email, "Kim", now=now)
        known = people.known(NOOR.email)
        return known or people.therapist(NOOR.email, "Noor", PRACTICE, now=now)
