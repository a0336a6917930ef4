"""Rehearsing in a browser: part by part, as a whole, and what becomes of it."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from couples import journal
from couples.models import Couple, User
from mending import rehearsing
from mending.models import Apology, Part, Rehearsal
from privacy.context import Asker, acting_as, asking
from tests.conftest import Clock
from tests.mending import tales
from tests.mending.tales import DID, OFFER, Name

pytestmark = pytest.mark.usefixtures("clock")


def at(name: str, rehearsal: Rehearsal, *more: int) -> str:
    return reverse(f"mending:{name}", args=[rehearsal.public_id, *more])


def page_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def post(client: Client, path: str, **fields: Any) -> str:
    answer = client.post(path, fields, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def words_of(rehearsal: Rehearsal, name: Name) -> str | None:
    with asking(Asker(user_id=rehearsal.person_id)):
        return rehearsing.words_of(rehearsal, name)


class TestParts:
    def test_they_come_one_after_another(self, couple: Couple, alice: User, hers: Client) -> None:
        page = post(hers, reverse("mending:begin"))
        for label in Name.labels:
            assert f"<h1>{label}</h1>" in page
            with acting_as(alice):
                found = Rehearsal.objects.get()
            page = post(hers, at("part", found, Name.labels.index(label) + 1), words=f"{label}.")
        assert "Read it as a whole" in page
        assert [page.index(f"<p>{label}.</p>") for label in Name.labels] == sorted(
            page.index(f"<p>{label}.</p>") for label in Name.labels
        )

    @pytest.mark.parametrize(
        ("go", "there"),
        [("back", "What I did"), ("whole", "Read it as a whole"), ("later", "An apology")],
    )
    def test_or_one_goes_elsewhere_and_what_is_typed_is_kept(
        self, go: str, there: str, rehearsal: Rehearsal, hers: Client
    ) -> None:
        page = post(hers, at("part", rehearsal, 2), words="I am sorry.", go=go)
        assert f"<h1>{there}</h1>" in page
        assert words_of(rehearsal, Name.REGRET) == "I am sorry."

    def test_what_is_being_typed_is_kept(self, rehearsal: Rehearsal, hers: Client) -> None:
        answer = hers.post(at("keep", rehearsal, 5), {"words": "Next ti"})
        assert answer.status_code == 204
        assert "Next ti" in page_of(hers, at("part", rehearsal, 5))

    def test_too_many_words_are_given_back(self, rehearsal: Rehearsal, hers: Client) -> None:
        page = post(hers, at("part", rehearsal, 1), words="x" * 1001)
        assert "1001 characters" in page
        assert "x" * 1001 in page
        assert hers.post(at("keep", rehearsal, 1), {"words": "x" * 1001}).status_code == 422
        assert words_of(rehearsal, Name.RESPONSIBILITY) == DID

    @pytest.mark.parametrize(
        ("words", "found"),
        [
            ("I shouted, but you had started it.", "But you"),
            ("If I hurt you, I am sorry.", "If I hurt"),
            ("I am sorry that you feel hurt.", "Sorry that you feel"),
            ("You never listen to me.", "You never"),
        ],
    )
    def test_blame_is_hinted_at_once_and_never_refused(
        self, words: str, found: str, rehearsal: Rehearsal, hers: Client
    ) -> None:
        page = post(hers, at("part", rehearsal, 1), words=words)
        assert f"“{found}” is easily heard as blame" in page
        assert "Go on" in page
        post(hers, at("part", rehearsal, 1), words=words, hinted="on")
        assert words_of(rehearsal, Name.RESPONSIBILITY) == words

    @pytest.mark.parametrize("words", [DID, OFFER, "If one day you can forgive me.", "But I did."])
    def test_what_blames_nobody_is_not(
        self, words: str, rehearsal: Rehearsal, hers: Client
    ) -> None:
        assert "heard as blame" not in post(hers, at("part", rehearsal, 1), words=words)

    @pytest.mark.parametrize("number", [0, 7, 10**9])
    def test_there_are_six(self, number: int, rehearsal: Rehearsal, hers: Client) -> None:
        for name in ("part", "keep"):
            path = at(name, rehearsal, number)
            assert hers.post(path, {"words": "x"}).status_code == 404

    def test_nothing_that_a_database_cannot_hold(self, rehearsal: Rehearsal, hers: Client) -> None:
        post(hers, at("part", rehearsal, 3), words="A\x00B\r\nC")
        assert words_of(rehearsal, Name.EXPLANATION) == "AB\nC"

    def test_markup_stays_words(self, rehearsal: Rehearsal, hers: Client) -> None:
        post(hers, at("part", rehearsal, 3), words="<b>It</b>")
        assert "&lt;b&gt;It&lt;/b&gt;" in page_of(hers, rehearsal.get_absolute_url())

    def test_somebody_signed_out_finds_it_again(
        self, rehearsal: Rehearsal, hers: Client, clock: Clock, now: datetime
    ) -> None:
        hers.get("/")
        clock(now + timedelta(minutes=20))
        answer = hers.post(at("part", rehearsal, 5), {"words": "Next time"})
        assert answer["Location"] == f"/account/login/?next={at('part', rehearsal, 5)}"
        assert words_of(rehearsal, Name.CHANGE) == "Next time"


class TestWhole:
    def test_what_is_missing_is_said_and_nothing_is_offered(
        self, couple: Couple, alice: User, hers: Client, now: datetime
    ) -> None:
        found = tales.rehearsed(couple, alice, now=now, parts={Name.REGRET: "I am sorry."})
        page = page_of(hers, found.get_absolute_url())
        assert "“What I did” and “What I offer” are still empty" in page
        assert "Write “What I offer”" in page
        assert "Send it here" not in page
        assert "I have said it" not in page

    def test_it_may_rest_a_day_and_need_not(
        self, rehearsal: Rehearsal, hers: Client, clock: Clock, now: datetime
    ) -> None:
        assert "Send it here" in page_of(hers, rehearsal.get_absolute_url())
        assert "It rests until" in post(hers, at("rest", rehearsal))
        assert "Send it here" in page_of(hers, rehearsal.get_absolute_url())
        assert "has rested" not in hers.get("/").content.decode()
        clock(now + timedelta(hours=25))
        assert hers.get("/").status_code == 302  # signed out meanwhile

    def test_said_in_person_the_words_stay_private(
        self, rehearsal: Rehearsal, hers: Client, his: Client
    ) -> None:
        assert "You said it in person" in post(hers, at("say", rehearsal))
        assert DID in page_of(hers, rehearsal.get_absolute_url())
        assert "Said in person" in page_of(hers, "/apology/")
        assert "Said in person" not in page_of(his, "/apology/")
        assert his.get(rehearsal.get_absolute_url()).status_code == 404

    def test_thrown_away_it_is_gone(self, rehearsal: Rehearsal, hers: Client) -> None:
        post(hers, at("throw_away", rehearsal))
        for name, more in (("rehearsal", ()), ("part", (1,)), ("send", ())):
            assert hers.get(at(name, rehearsal, *more)).status_code == 404


class TestSending:
    def test_it_goes_as_it_was_read(self, rehearsal: Rehearsal, hers: Client) -> None:
        page = page_of(hers, at("send", rehearsal))
        assert DID in page
        assert f'name="seen" value="{rehearsal.version}"' in page
        page = post(hers, at("send", rehearsal), seen=rehearsal.version)
        assert "Your apology to Bob" in page

    def test_twice_is_once(self, rehearsal: Rehearsal, hers: Client, alice: User) -> None:
        for _ in range(2):
            assert "Your apology to Bob" in post(
                hers, at("send", rehearsal), seen=rehearsal.version
            )
        with acting_as(alice):
            assert Apology.objects.count() == 1

    def test_changed_in_another_tab_it_is_read_once_more(
        self, rehearsal: Rehearsal, hers: Client, alice: User
    ) -> None:
        seen = rehearsal.version
        post(hers, at("part", rehearsal, 4), words="Another offer.")
        page = post(hers, at("send", rehearsal), seen=seen)
        assert "It was changed meanwhile" in page
        assert "Another offer." in page
        assert f'name="seen" value="{seen + 1}"' in page
        with acting_as(alice):
            assert not Apology.objects.exists()

    @pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 30])
    def test_nothing_goes_without_a_version(
        self, seen: str, rehearsal: Rehearsal, hers: Client, alice: User
    ) -> None:
        assert "Once more, before it goes" in post(hers, at("send", rehearsal), seen=seen)
        with acting_as(alice):
            assert not Apology.objects.exists()

    def test_typed_after_it_went_the_words_are_given_back(
        self, rehearsal: Rehearsal, hers: Client
    ) -> None:
        post(hers, at("send", rehearsal), seen=rehearsal.version)
        page = post(hers, at("part", rehearsal, 2), words="I am sorry.")
        assert "This had gone already" in page
        assert "I am sorry." in page
        assert "Your apology to Bob" in post(hers, at("part", rehearsal, 2))

    def test_a_second_one_waits_for_another_day(
        self, couple: Couple, apology: Apology, alice: User, hers: Client, now: datetime
    ) -> None:
        again = tales.rehearsed(couple, alice, now=now)
        page = post(hers, at("send", again), seen=again.version)
        assert "Another one can go tomorrow" in page
        assert DID in page


class TestLock:
    def test_closed_it_hides_that_there_is_one(
        self, apology: Apology, couple: Couple, alice: User, bob: User, hers: Client, his: Client,
        now: datetime,
    ) -> None:  # fmt: skip
        rehearsal = tales.rehearsed(couple, alice, now=now)
        for one in (alice, bob):
            with acting_as(one):
                journal.lock(by=one, pin="402871", now=now)
        assert "Your words are kept" not in page_of(hers, "/apology/")
        assert "Sent on" in page_of(hers, "/apology/")
        assert "has written to you" not in page_of(his, "/apology/")
        for path in (at("rehearsal", rehearsal), at("part", rehearsal, 1), at("send", rehearsal)):
            assert "/journal/open/" in hers.get(path)["Location"]

    def test_what_was_being_typed_is_kept_all_the_same(
        self, rehearsal: Rehearsal, alice: User, hers: Client, now: datetime
    ) -> None:
        with acting_as(alice):
            journal.lock(by=alice, pin="402871", now=now)
        assert hers.post(at("keep", rehearsal, 5), {"words": "Next ti"}).status_code == 204
        with acting_as(alice):
            assert Part.objects.filter(name=Name.CHANGE).exists()
