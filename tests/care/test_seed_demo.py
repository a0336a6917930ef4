from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.test import Client, override_settings
from pytest_django import DjangoDbBlocker, Settings
from time_machine import TimeMachineFixture, travel

from care.demo import LOGINS, NOOR, PASSWORD, ROBIN
from care.models import Earned, Milestone
from checkins.models import CheckIn
from closeness import ending, menus
from couples.models import Couple, User
from privacy.context import acting_as, as_steward, asking
from tests import factories, lasting
from tests.conftest import NOW


def rows() -> tuple[int, int, int]:
    with asking(factories.AT_THE_DOOR):
        people = User.objects.count()
    with as_steward():
        return people, CheckIn.objects.count(), Earned.objects.count()


def seed() -> None:
    with pytest.MonkeyPatch.context() as patch, travel(NOW, tick=False):
        patch.setattr(menus, "RESTS", 0.0)  # else a page of closeness is as full as chance has it
        call_command("load_content", verbosity=0)
        call_command("seed_demo", couples=2, verbosity=0)


@pytest.fixture(scope="module")
def story(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    yield from lasting.through(django_db_blocker, seed)


@pytest.fixture
def seeded(story: None, time_machine: TimeMachineFixture, now: datetime) -> None:
    time_machine.move_to(now, tick=False)


class TestSeedDemo:
    def test_it_lets_each_of_them_sign_in_and_the_therapist_see_a_caseload(
        self, seeded: None, settings: Settings
    ) -> None:
        settings.STAFF_SECOND_FACTOR = False  # as the demo has it
        pages = {}
        for login in LOGINS:
            client = Client()
            response = client.post("/account/login/", {"login": login.email, "password": PASSWORD})
            assert response.status_code == 302, login.who
            there = "/cues/" if login is ROBIN else "/caseload/"
            pages[login] = client.get(there).content.decode()
        assert pages[ROBIN].count("card--agreed") == 2
        assert "Sam suggests" in pages[ROBIN]
        assert "Robin and Sam" in pages[NOOR]
        assert pages[NOOR].count('class="caseload__couple"') == 2

    def test_they_have_a_page_of_closeness_and_have_done_one_thing_of_it(
        self, seeded: None, now: datetime
    ) -> None:
        with asking(factories.AT_THE_DOOR):
            robin = User.objects.get(email=ROBIN.email)
        with acting_as(robin):
            standing = ending.standing(Couple.objects.get(), by=robin, now=now)
        assert [item.done for item, _ in standing] == [True, False, False, False]

    def test_it_tells_the_same_story_once_and_leaves_today_open(
        self, seeded: None, now: datetime
    ) -> None:
        before = rows()
        call_command("seed_demo", couples=2, verbosity=0)
        assert rows() == before
        with as_steward():
            ours = CheckIn.objects.filter(person__email=ROBIN.email)
            assert sum(ours.values_list("closeness", flat=True)) == 164
            assert max(ours.values_list("on", flat=True)) == now.date() - timedelta(days=1)
            reached = Milestone.objects.filter(earned__isnull=False).distinct().count()
        assert reached >= 10

    @override_settings(PRODUCTION=True)
    def test_it_refuses_in_production(self) -> None:
        with pytest.raises(CommandError, match="no place in production"):
            call_command("seed_demo")
