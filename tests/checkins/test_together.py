"""An exercise for the next moment: either puts it there, both see it, either takes it out."""

from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from checkins import marking
from checkins import together as calendar
from checkins.models import Moment, Together
from couples import pairing, pauses
from couples.models import Couple, User
from exercises.models import ExerciseVersion
from privacy.context import acting_as, as_steward
from tests import factories
from tests.checkins.answers import page, url, without_tokens
from tests.conftest import ClientOf, Clock
from tests.exercises.conftest import lesson, published
from tests.leaving.conftest import erase

pytestmark = pytest.mark.usefixtures("clock")
HOUR = timedelta(hours=1)


@pytest.fixture
def version(db: None, now: datetime) -> ExerciseVersion:
    return published("a-good-memory", "read", now=now)


@pytest.fixture
def other(db: None, now: datetime) -> ExerciseVersion:
    return published("arriving-home", "read", now=now)


def put(client: Client, version: ExerciseVersion) -> str:
    slug = version.exercise.slug
    return page(client.post(reverse("exercises:put_together", args=[slug]), follow=True))


def of(moment: Moment, person: User) -> str:
    with acting_as(person):
        shown = calendar.shown(moment, by=person)
    return shown.thing.title if shown else ""


class TestPutting:
    def test_both_see_it_and_either_takes_it_out(
        self, version: ExerciseVersion, moment: Moment, hers: Client, his: Client
    ) -> None:
        before = without_tokens(his.get(moment.get_absolute_url()))
        assert "Take it out again" in put(hers, version)
        for one in (hers, his):
            shown = page(one.get(moment.get_absolute_url()))
            assert "For this moment:" in shown
            assert 'href="/exercises/a-good-memory/"' in shown
            assert without_tokens(one.get("/exercises/a-good-memory/")).count("Take it out") == 1
        his.post(url("take_out", moment), {"what": "exercise:a-good-memory"})
        assert without_tokens(his.get(moment.get_absolute_url())) == before
        assert "Put it into our next moment" in page(hers.get("/exercises/a-good-memory/"))

    def test_nobody_is_named_not_even_in_the_row(
        self, version: ExerciseVersion, moment: Moment, hers: Client, his: Client
    ) -> None:
        put(hers, version)
        one, two = (without_tokens(who.get("/exercises/a-good-memory/")) for who in (hers, his))
        assert one.split("<main")[1] == two.split("<main")[1]
        names = {field.name for field in Together._meta.get_fields()}
        assert names == {"id", "moment", "couple", "what"}

    def test_a_later_one_takes_its_place_and_an_old_page_takes_out_its_own_alone(
        self, version: ExerciseVersion, other: ExerciseVersion, moment: Moment, alice: User,
        hers: Client, his: Client,
    ) -> None:  # fmt: skip
        put(hers, version)
        assert f"takes the place of “{version.title}”" in page(his.get("/exercises/arriving-home/"))
        put(his, other)
        put(his, other)
        hers.post(url("take_out", moment), {"what": "exercise:a-good-memory"})
        hers.post("/exercises/a-good-memory/together/end/")
        assert of(moment, alice) == other.title
        hers.post("/exercises/arriving-home/together/end/")
        assert of(moment, alice) == ""

    @pytest.mark.parametrize("what", ["", "x", "x" * 99, "\x00", "exercise:"])
    def test_odd_words_take_out_nothing(
        self, what: str, version: ExerciseVersion, moment: Moment, alice: User, hers: Client
    ) -> None:
        put(hers, version)
        assert hers.post(url("take_out", moment), {"what": what}).status_code == 302
        assert of(moment, alice) == version.title

    def test_without_a_moment_the_page_says_how_to_agree_on_one(
        self, version: ExerciseVersion, couple: Couple, hers: Client
    ) -> None:
        for shown in (page(hers.get("/exercises/a-good-memory/")), put(hers, version)):
            assert '<a href="/rhythm/">Agree on a time</a>' in shown
            assert "Put it into" not in shown
        with as_steward():
            assert not Together.objects.exists()

    def test_alone_or_of_a_lesson_nothing_is_offered(
        self, version: ExerciseVersion, moment: Moment, hers: Client, mallory: User, now: datetime,
        client_of: ClientOf,
    ) -> None:  # fmt: skip
        assert "Do it together" not in page(client_of(mallory).get("/exercises/a-good-memory/"))
        read = lesson("a-lesson", now=now)
        assert "Do it together" not in put(hers, read)
        assert put(client_of(mallory), version)
        with as_steward():
            assert not Together.objects.exists()


class TestWhichMoment:
    def test_the_next_that_has_not_begun(
        self, version: ExerciseVersion, moment: Moment, alice: User, hers: Client, clock: Clock
    ) -> None:
        clock(moment.starts_at + timedelta(minutes=1))
        put(hers, version)
        assert of(moment, alice) == ""
        with acting_as(alice):
            following = Moment.objects.filter(starts_at__gt=moment.starts_at).earliest("starts_at")
        assert of(following, alice) == version.title

    def test_not_one_over_which_they_rest(
        self, version: ExerciseVersion, moment: Moment, couple: Couple, alice: User, hers: Client,
        now: datetime,
    ) -> None:  # fmt: skip
        with acting_as(alice):
            pauses.begin(couple, days=1, now=now)
        put(hers, version)
        assert of(moment, alice) == ""

    def test_moved_it_goes_along(
        self, version: ExerciseVersion, moment: Moment, alice: User, hers: Client
    ) -> None:
        put(hers, version)
        later = moment.starts_at + HOUR
        with acting_as(alice):
            marking.mark(moment, held=False, by=alice, now=later)
            moved = marking.move(moment, to=later + 20 * HOUR, by=alice, now=later)
        assert (of(moment, alice), of(moved, alice)) == ("", version.title)

    def test_of_one_that_was_held_it_stays(
        self, version: ExerciseVersion, moment: Moment, alice: User, bob: User, hers: Client
    ) -> None:
        put(hers, version)
        for one in (alice, bob):
            with acting_as(one):
                marking.mark(moment, held=True, by=one, now=moment.starts_at + HOUR)
        shown = page(hers.get(moment.get_absolute_url()))
        assert "For this moment:" in shown
        assert "Take it out" not in shown
        hers.post(url("take_out", moment), {"what": "exercise:a-good-memory"})
        assert of(moment, alice) == version.title

    def test_what_is_not_offered_any_more_is_not_shown(
        self, version: ExerciseVersion, moment: Moment, alice: User, hers: Client
    ) -> None:
        put(hers, version)
        with as_steward():
            Together.objects.update(what="exercise:gone")
        assert "For this moment" not in page(hers.get(moment.get_absolute_url()))
        assert "Put it into our next moment" in page(hers.get("/exercises/a-good-memory/"))


class TestWhoseItIs:
    def test_no_therapist_reads_it(
        self, version: ExerciseVersion, moment: Moment, couple: Couple, alice: User, bob: User,
        tess: User, hers: Client, now: datetime,
    ) -> None:  # fmt: skip
        factories.agreement(couple, tess, alice, bob, now=now)
        put(hers, version)
        with acting_as(tess):
            assert Moment.objects.exists()
            assert not Together.objects.exists()

    def test_no_other_couple_reads_or_changes_it(
        self, version: ExerciseVersion, moment: Moment, mallory: User, other_couple: Couple,
        hers: Client,
    ) -> None:  # fmt: skip
        put(hers, version)
        with acting_as(mallory):
            assert not Together.objects.exists()
        with as_steward():
            moment = Moment.objects.exclude(pk=moment.pk).latest("starts_at")
        refused = pytest.raises(DatabaseError, match="row-level")
        with acting_as(mallory), refused, transaction.atomic():
            Together.objects.create(moment=moment, couple=other_couple, what="exercise:x")

    def test_after_parting_neither_reads_it(
        self, version: ExerciseVersion, moment: Moment, couple: Couple, alice: User, bob: User,
        hers: Client, now: datetime,
    ) -> None:  # fmt: skip
        put(hers, version)
        with acting_as(alice):
            pairing.unpair(couple, by=alice, now=now)
        for one in (alice, bob):
            with acting_as(one):
                assert not Together.objects.exists()

    def test_erased_with_either_of_them(
        self, version: ExerciseVersion, moment: Moment, bob: User, hers: Client, now: datetime
    ) -> None:
        put(hers, version)
        erase(bob, now)
        with as_steward():
            assert not Together.objects.exists()
