"""What is not in a copy, on purpose; and that nothing is missing without somebody having said so."""

import re
from datetime import datetime

from django.contrib.auth.hashers import check_password
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from couples import journal, yourself
from couples.models import Journal, User
from privacy.context import acting_as
from tests import factories
from tests.conftest import ClientOf
from tests.leaving import conftest
from tests.leaving.test_copying import everything
from tests.leaving.test_what_is_left import columns_to_people
from tests.privacy.who import World

TOLD, PIN = "I am afraid when he comes home.", "730918"
CONTENT_S_OWN = "which editor changed which word of the content; staff do not take a copy of it"
OF_THE_HOUSE = "kept by the house about an account, and shown on a page of its own or to nobody"
FORCED = "a copy can be forced out of somebody"
LEFT_OUT = {
    "closeness_answer": FORCED,
    "closeness_card": FORCED,
    "closeness_seat": FORCED,
    "closeness_deck": "a secret that no page shows either",
    "closeness_holdanswer": "that they agreed to what both read on their page",
    "couples_safetycheck": FORCED,
    "couples_toldalone": FORCED,
    "mending_receipt": FORCED,
    "mending_noticed": FORCED,
    "cues_setaside": FORCED,
    "couples_journal": "the lock of private words, and tries at it",
    "checkins_seen": "which day was read, and stays as it is",
    "care_greeted": "which milestone was told already",
    "exercises_completion": "says of an exercise in the copy that it was finished",
    "care_triage": "a therapist’s own, until their next visit",
    "couples_agreed": "sums of what two have agreed to",
    "couples_happening": "what others react to; its cause is in the copy",
    "leaving_erasure": "the wish to leave nothing here",
    "leaving_export": "the copy itself",
    "leaving_exportpiece": "the copy itself",
    "reminders_reminder": "made out of what is in the copy",
    "account_emailconfirmation": OF_THE_HOUSE,
    "usersessions_usersession": OF_THE_HOUSE,
    "django_admin_log": OF_THE_HOUSE,
    "couples_user_groups": OF_THE_HOUSE,
    "couples_user_user_permissions": OF_THE_HOUSE,
    "care_historicalmilestone": CONTENT_S_OWN,
    "checkins_historicalneed": CONTENT_S_OWN,
    "couples_historicalhelpline": CONTENT_S_OWN,
    "exercises_historicalexercise": CONTENT_S_OWN,
    "exercises_historicalexerciseversion": CONTENT_S_OWN,
    "exercises_historicalstep": CONTENT_S_OWN,
    "journaling_historicalprompt": CONTENT_S_OWN,
    "cues_historicalcue": CONTENT_S_OWN,
    "cycle_historicalchoice": CONTENT_S_OWN,
    "closeness_historicaloption": CONTENT_S_OWN,
    "goals_historicalidea": CONTENT_S_OWN,
    "mending_historicalphrase": CONTENT_S_OWN,
}


def read_for_a_copy(person: User, now: datetime) -> set[str]:
    with CaptureQueriesContext(connection) as captured:
        conftest.made(person, now)
    asked = " ".join(one["sql"] for one in captured.captured_queries)
    return set(re.findall(r'(?:FROM|JOIN) "(\w+)"', asked))


class TestWhatIsLeftOut:
    def test_of_every_table_that_names_a_person_it_is_said(
        self, world: World, now: datetime
    ) -> None:
        read = read_for_a_copy(world.alice, now)
        named = {table for table, _ in columns_to_people()}
        unsaid = named - read - set(LEFT_OUT)
        assert not unsaid
        private = {table for table, why in LEFT_OUT.items() if why == FORCED} | {"couples_journal"}
        assert not private & read

    def test_nothing_that_was_told_alone_or_answered_in_private(
        self, world: World, now: datetime
    ) -> None:
        alice = world.alice
        with acting_as(alice):
            yourself.answer({"hurt": "yes"}, by=alice, now=now)
        factories.tell(alice, world.couple, TOLD, with_answers=True, now=now)
        for one in (alice, world.bob, world.tess):
            file = everything(conftest.opened(one, now))
            for words in (TOLD, *yourself.QUESTIONS.values()):
                assert words not in file

    def test_not_the_pin(self, world: World, now: datetime) -> None:
        with acting_as(world.alice):
            journal.change(by=world.alice, pin="402871", new_pin=PIN, now=now)
            sealed = Journal.objects.get().pin
        assert check_password(PIN, sealed)
        file = everything(conftest.opened(world.alice, now))
        assert PIN not in file
        assert sealed not in file

    def test_the_page_says_so(self, client_of: ClientOf, world: World) -> None:
        hers: Client = client_of(world.alice)
        page = hers.get("/settings/copy/").content.decode()
        assert "Not what you told your therapist alone, nor your answers" in page
        assert "Not your PIN" in page
