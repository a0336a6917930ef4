from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from couples.models import Couple, User
from exercises import practising, publishing
from exercises.models import Answer, ExerciseVersion, Sitting
from privacy.context import acting_as
from tests.conftest import ClientOf
from tests.exercises.conftest import change, draft, published

BROWSE = "/exercises/"


@pytest.fixture
def browser(alice: User, couple: Couple, client_of: ClientOf) -> Client:
    return client_of(alice)


@pytest.fixture
def sitting(alice: User, couple: Couple, thanks: ExerciseVersion, now: datetime) -> Sitting:
    with acting_as(alice):
        return practising.start(thanks, by=alice, now=now)


def page(sitting: Sitting, position: int) -> str:
    return reverse("exercises:step", args=[sitting.public_id, position])


def text(response: Any) -> str:
    return str(response.content.decode())


def words_of(alice: User) -> list[str]:
    with acting_as(alice):
        return [answer.words for answer in Answer.objects.all()]


class TestBrowse:
    def test_it_invites_when_there_is_nothing_yet(self, browser: Client) -> None:
        assert "Nothing here yet" in text(browser.get(BROWSE))

    def test_it_shows_what_is_published_by_theme(
        self, browser: Client, thanks: ExerciseVersion, now: datetime
    ) -> None:
        draft("half-written", "read", now=now)
        html = text(browser.get(BROWSE))
        assert "A True Thank You" in html
        assert "about 8 min" in html
        assert "Finding words" in html
        assert "Half Written" not in html

    def test_what_is_under_way_comes_first(self, browser: Client, sitting: Sitting) -> None:
        html = text(browser.get(BROWSE))
        assert html.index("Where you left off") < html.index("Finding words")
        assert "Step 1 of 4" in html
        assert "about 8 min to go" in html

    def test_what_two_do_together_stands_above_the_exercises(
        self, browser: Client, sitting: Sitting
    ) -> None:
        html = text(browser.get(BROWSE))
        found = [html.index(one) for one in ("Where you left off", "Our cues", "Finding words")]
        assert found == sorted(found)

    def test_its_queries_do_not_grow(
        self, browser: Client, now: datetime, django_assert_max_num_queries: object
    ) -> None:
        for number in range(12):
            published(f"exercise-{number}", "read", now=now)
        with django_assert_max_num_queries(16):  # type: ignore[operator]  # a fixture that is a function
            browser.get(BROWSE)


class TestExercise:
    def test_it_says_what_is_in_it(self, browser: Client, thanks: ExerciseVersion) -> None:
        html = text(browser.get("/exercises/a-true-thank-you/"))
        assert "Begin" in html
        assert "<li>Step 3 " in html

    def test_a_draft_is_not_found(self, browser: Client, now: datetime) -> None:
        draft("half-written", "read", now=now)
        assert browser.get("/exercises/half-written/").status_code == 404
        assert browser.post("/exercises/half-written/start/").status_code == 404

    def test_begin_twice_leads_to_the_same_step(
        self, browser: Client, thanks: ExerciseVersion
    ) -> None:
        first = browser.post("/exercises/a-true-thank-you/start/")
        second = browser.post("/exercises/a-true-thank-you/start/")
        assert (first.status_code, first.headers["Location"]) == (302, second.headers["Location"])

    def test_begin_again_meets_what_an_editor_has_published(
        self, browser: Client, sitting: Sitting, edith: User, now: datetime
    ) -> None:
        change(sitting.version, "Thanks that land", by=edith, now=now)
        assert "A True Thank You" in text(browser.get(page(sitting, 1)))
        answer = browser.post("/exercises/a-true-thank-you/again/", follow=True)
        assert "Thanks that land" in text(answer)
        assert "Step 1 of 5, about 10 min" in text(answer)

    def test_it_says_who_learns_that_it_was_done(
        self, browser: Client, thanks: ExerciseVersion
    ) -> None:
        html = text(browser.get(f"/exercises/{thanks.exercise.slug}/"))
        assert "your therapist sees if you both agreed to that. Your partner does not." in html


class TestStep:
    def test_it_leads_from_step_to_step(self, browser: Client, sitting: Sitting) -> None:
        answer = browser.post(page(sitting, 1), {"go": "next"})
        assert answer.headers["Location"] == page(sitting, 2)
        html = text(browser.get(page(sitting, 2)))
        assert "Step 2 of 4, about 6 min" in html
        assert "Question 2" in html

    def test_it_keeps_words_and_shows_them_again(
        self, browser: Client, sitting: Sitting, alice: User
    ) -> None:
        browser.post(page(sitting, 2), {"go": "later", "words": "You made tea.\r\nAgain."})
        assert words_of(alice) == ["You made tea.\nAgain."]
        assert "You made tea.\nAgain." in text(browser.get(page(sitting, 2)))

    def test_a_choice_stays_chosen(self, browser: Client, sitting: Sitting) -> None:
        browser.post(page(sitting, 3), {"go": "back", "words": "time alone"})
        html = text(browser.get(page(sitting, 3)))
        assert html.count("checked") == 1

    def test_it_resumes_where_one_left(self, browser: Client, sitting: Sitting) -> None:
        browser.post(page(sitting, 1), {"go": "next"})
        answer = browser.post("/exercises/a-true-thank-you/start/")
        assert answer.headers["Location"] == page(sitting, 2)

    def test_the_last_one_ends_with_a_calm_line(self, browser: Client, sitting: Sitting) -> None:
        for _ in range(2):
            answer = browser.post(page(sitting, 4), {"go": "next"}, follow=True)
            assert "That was time well spent." in text(answer)

    def test_it_shows_markdown_and_runs_nothing(self, browser: Client, now: datetime) -> None:
        bad = "**Warm** <script>alert(1)</script> [x](javascript:alert(2))"
        published("warm", "read", now=now, text=bad)
        html = text(browser.post("/exercises/warm/start/", follow=True))
        assert "<strong>Warm</strong>" in html
        assert "<script>alert" not in html
        assert 'href="javascript' not in html

    def test_a_step_that_is_not_there_is_not_found(self, browser: Client, sitting: Sitting) -> None:
        for position in (0, 5, 10**30):
            assert browser.get(page(sitting, position)).status_code == 404


class TestBadInput:
    def test_a_megabyte_is_kept_on_the_page_with_a_word_beside_it(
        self, browser: Client, sitting: Sitting, alice: User
    ) -> None:
        answer = browser.post(page(sitting, 2), {"go": "next", "words": "long " * 200_000})
        assert answer.status_code == 200
        assert "This is longer than we can keep" in text(answer)
        assert text(answer).count("long ") >= 200_000
        assert words_of(alice) == []

    def test_a_null_byte_is_left_out(self, browser: Client, sitting: Sitting, alice: User) -> None:
        assert browser.post(page(sitting, 2), {"words": "a\x00b"}).status_code == 302
        assert words_of(alice) == ["ab"]

    def test_a_choice_that_is_none_is_said(self, browser: Client, sitting: Sitting) -> None:
        answer = browser.post(page(sitting, 3), {"words": "to win"})
        assert "Please choose one of these." in text(answer)

    def test_an_unknown_button_means_next(self, browser: Client, sitting: Sitting) -> None:
        answer = browser.post(page(sitting, 1), {"go": "\x00sideways"})
        assert answer.headers["Location"] == page(sitting, 2)

    @pytest.mark.parametrize("address", ["own/?page=zwei", "own/?page=-3", "own/?page=99999999999"])
    def test_an_odd_page_number_shows_a_page(self, browser: Client, address: str) -> None:
        assert browser.get(BROWSE + address).status_code == 200


class TestKeep:
    def test_it_keeps_while_somebody_types(
        self, browser: Client, sitting: Sitting, alice: User
    ) -> None:
        assert browser.post(page(sitting, 2) + "keep/", {"words": "You"}).status_code == 204
        assert browser.post(page(sitting, 2) + "keep/", {"words": "You made"}).status_code == 204
        assert words_of(alice) == ["You made"]

    def test_it_says_when_it_cannot(self, browser: Client, sitting: Sitting) -> None:
        answer = browser.post(page(sitting, 2) + "keep/", {"words": "x" * 20_001})
        assert answer.status_code == 422


class TestOwn:
    def test_it_shows_what_was_done_and_written(
        self, browser: Client, sitting: Sitting, alice: User
    ) -> None:
        browser.post(page(sitting, 2), {"go": "next", "words": "You made tea."})
        browser.post(page(sitting, 4), {"go": "next"})
        assert "A True Thank You" in text(browser.get("/exercises/own/"))
        back = reverse("exercises:look_back", args=[sitting.public_id])
        assert "You made tea." in text(browser.get(back))

    def test_it_is_offered_once_more_while_it_is_there(
        self, browser: Client, sitting: Sitting, edith: User, now: datetime
    ) -> None:
        browser.post(page(sitting, 4), {"go": "next"})
        back = reverse("exercises:look_back", args=[sitting.public_id])
        assert "Do it once more" in text(browser.get(back))
        with acting_as(edith):
            publishing.retire(sitting.version, now=now)
        assert "Do it once more" not in text(browser.get(back))
        assert "/exercises/a-true-thank-you/" not in text(browser.get(back))

    def test_it_is_friendly_when_empty(self, browser: Client) -> None:
        assert "you find it here again" in text(browser.get("/exercises/own/"))

    def test_done_of_an_open_one_leads_back_to_its_step(
        self, browser: Client, sitting: Sitting
    ) -> None:
        done = reverse("exercises:done", args=[sitting.public_id])
        assert browser.get(done).headers["Location"] == page(sitting, 1)


class TestSomebodyElse:
    @pytest.fixture
    def addresses(self, sitting: Sitting) -> list[str]:
        here = page(sitting, 2)
        names = ("exercises:look_back", "exercises:done")
        return [here, here + "keep/", *(reverse(name, args=[sitting.public_id]) for name in names)]

    def test_not_even_the_partner_finds_it(
        self, addresses: list[str], bob: User, client_of: ClientOf, alice: User
    ) -> None:
        browser = client_of(bob)
        for address in addresses:
            assert browser.post(address, {"words": "not mine"}).status_code in {404, 405}
            assert browser.get(address).status_code in {404, 405}
        assert words_of(alice) == []

    def test_therapist_staff_and_strangers_find_nothing(
        self,
        addresses: list[str],
        tess: User,
        edith: User,
        mallory: User,
        client_of: ClientOf,
    ) -> None:
        for person in (tess, edith, mallory):
            browser = client_of(person)
            assert [
                browser.get(address).status_code for address in addresses if "keep" not in address
            ] == [404] * 3

    def test_nobody_signed_in_is_asked_to_sign_in(
        self, addresses: list[str], client: Client
    ) -> None:
        assert client.get(addresses[0]).headers["Location"].startswith("/account/login/")
