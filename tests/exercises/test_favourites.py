from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from couples.models import Couple, User
from exercises import favourites
from exercises.models import ExerciseVersion, Favourites
from privacy.context import acting_as
from tests.conftest import ClientOf
from tests.exercises.conftest import published

PAGE = "/exercises/a-true-thank-you/"


@pytest.fixture
def walk(now: datetime) -> ExerciseVersion:
    return published("a-walk", "do", now=now)


def text(response: Any) -> str:
    return str(response.content.decode())


class TestFavourites:
    def test_they_come_and_go(
        self, thanks: ExerciseVersion, walk: ExerciseVersion, alice: User
    ) -> None:
        with acting_as(alice):
            for version in (thanks, walk, thanks):
                favourites.add(version.exercise, by=alice)
            assert favourites.of(alice) == {thanks.exercise_id, walk.exercise_id}
            favourites.remove(thanks.exercise, by=alice)
            assert favourites.of(alice) == {walk.exercise_id}

    def test_they_are_nobody_elses(
        self, thanks: ExerciseVersion, alice: User, bob: User, tess: User, couple: Couple
    ) -> None:
        with acting_as(alice):
            favourites.add(thanks.exercise, by=alice)
        for person in (bob, tess):
            with acting_as(person):
                assert not Favourites.objects.exists()

    def test_the_database_sees_neither_which_nor_how_many(
        self, thanks: ExerciseVersion, walk: ExerciseVersion, alice: User
    ) -> None:
        sizes = set()
        with acting_as(alice):
            for version in (thanks, walk):
                favourites.add(version.exercise, by=alice)
                with connection.cursor() as cursor:
                    cursor.execute("SELECT octet_length(exercises) FROM exercises_favourites")
                    sizes.add(cursor.fetchone())
        assert len(sizes) == 1


class TestTheirPages:
    @pytest.fixture
    def browser(self, alice: User, couple: Couple, client_of: ClientOf) -> Client:
        return client_of(alice)

    def test_one_is_added_and_taken_out_again(
        self, browser: Client, thanks: ExerciseVersion
    ) -> None:
        assert "Your favourites" not in text(browser.get("/exercises/"))
        added = browser.post(f"{PAGE}favourite/", follow=True)
        assert "Take out of your favourites" in text(added)
        assert "Your favourites" in text(browser.get("/exercises/"))
        assert "Your favourites" not in text(browser.get("/exercises/lessons/"))
        gone = browser.post(f"{PAGE}favourite/end/", follow=True)
        assert "Add to your favourites" in text(gone)
        assert "Your favourites" not in text(browser.get("/exercises/"))

    def test_what_is_not_there_cannot_be_one(self, browser: Client) -> None:
        assert browser.post("/exercises/no-such/favourite/").status_code == 404


@pytest.mark.django_db(databases=["default", "owner"], transaction=True)
class TestTwoTabs:
    def test_both_get_their_wish(
        self, thanks: ExerciseVersion, walk: ExerciseVersion, alice: User
    ) -> None:
        meet = Barrier(2)

        def add(version: ExerciseVersion) -> None:
            def change(known: set[int]) -> set[int]:
                with suppress(BrokenBarrierError):  # alone in here, as it should be
                    meet.wait(timeout=1)
                return known | {version.exercise_id}

            try:
                with acting_as(alice):
                    favourites._change(alice, change)
            finally:
                connection.close()

        with acting_as(alice):
            favourites.remove(thanks.exercise, by=alice)
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(add, (thanks, walk)))
        with acting_as(alice):
            assert favourites.of(alice) == {thanks.exercise_id, walk.exercise_id}
