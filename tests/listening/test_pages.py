"""The pages without a script: links, forms, and where they lead."""

import re
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from checkins.models import Need
from couples import locks, pairing
from couples.models import Couple, User
from listening.models import Line, Session
from listening.turns import Act
from privacy.context import acting_as
from tests import factories
from tests.conftest import Clock
from tests.listening import steps
from tests.listening.pages import page_of, seen_on, send
from tests.listening.steps import take, up_to, walk

pytestmark = pytest.mark.usefixtures("clock")

State = Session.State


class TestHome:
    def test_it_invites_a_partner_first(self, alice: User, hers: Client) -> None:
        assert "This begins with two" in hers.get("/listening/").content.decode()
        assert hers.get("/listening/new/").status_code == 302

    def test_it_leads_to_the_one_that_is_open(self, session: Session, his: Client) -> None:
        assert session.get_absolute_url() in his.get("/listening/").content.decode()

    def test_each_reads_who_asks_whom(self, session: Session, hers: Client, his: Client) -> None:
        assert "You asked Bob to listen" in hers.get("/listening/").content.decode()
        assert "Alice asks you to listen" in his.get("/listening/").content.decode()

    def test_it_lists_what_was_before(self, session: Session, hers: Client, now: datetime) -> None:
        walk(session, *steps.WHOLE, now=now)
        assert session.get_absolute_url() in hers.get("/listening/").content.decode()


class TestInvitation:
    def test_whoever_is_asked_reads_that_leaving_it_is_fine(
        self, session: Session, hers: Client, his: Client
    ) -> None:
        page = session.get_absolute_url()
        assert "Not now? Leave it" in his.get(page).content.decode()
        assert "Not now? Leave it" not in hers.get(page).content.decode()

    def test_it_is_about_a_need_of_the_list(
        self, couple: Couple, edith: User, hers: Client, alice: User
    ) -> None:
        with acting_as(edith):
            Need.objects.create(slug="rest", label="rest")
        answer = hers.post("/listening/new/", {"how": "two", "begins": "me", "need": "rest"})
        with acting_as(alice):
            session = Session.objects.get()
            assert Line.objects.get().words == "rest"
        assert answer["Location"] == session.get_absolute_url()

    def test_or_in_own_words(self, couple: Couple, hers: Client, alice: User) -> None:
        hers.post("/listening/new/", {"how": "one", "begins": "other", "own": "Our evenings"})
        with acting_as(alice):
            session = Session.objects.get()
            assert Line.objects.get().words == "Our evenings"
        assert (session.way, session.host_begins) == ("one", False)

    @pytest.mark.parametrize(
        ("fields", "words"),
        [
            ({}, "Choose one."),
            ({"how": "two", "begins": "me"}, "Choose a need, or say it"),
            ({"how": "two", "begins": "me", "own": "x" * 121}, "121 characters"),
            ({"how": "nine", "begins": "me", "own": "x"}, "Select a valid choice"),
            ({"how": "two", "begins": "me", "need": "nothing"}, "Select a valid choice"),
        ],
    )
    def test_what_is_wrong_is_said(
        self, fields: dict[str, str], words: str, couple: Couple, hers: Client
    ) -> None:
        assert words in hers.post("/listening/new/", fields).content.decode()

    def test_a_partner_who_has_just_left_is_asked_nothing(
        self, couple: Couple, hers: Client, bob: User, now: datetime,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:  # fmt: skip
        """They leave between the page and the lock."""
        hold = locks.hold

        def leaves_first(couple: Couple) -> None:
            monkeypatch.setattr(locks, "hold", hold)
            with acting_as(bob):
                pairing.unpair(couple, by=bob, now=now)
            hold(couple)

        monkeypatch.setattr(locks, "hold", leaves_first)
        fields = {"how": "two", "begins": "me", "own": "x"}
        answer = hers.post("/listening/new/", fields, follow=True)
        assert answer.status_code == 200
        assert "It takes two" in answer.content.decode(), answer.content.decode()

    def test_a_second_one_leads_to_the_first(self, session: Session, his: Client) -> None:
        fields = {"how": "two", "begins": "me", "own": "x"}
        answer = his.post("/listening/new/", fields, follow=True)
        assert "session open" in answer.content.decode()


class TestWithoutScripts:
    def test_two_devices_from_the_beginning_to_the_end(
        self, session: Session, hers: Client, his: Client
    ) -> None:
        assert "You are ready" in send(hers, session)
        assert "Arrive first" in send(his, session)
        for speaks, listens in ((hers, his), (his, hers)):
            if speaks is hers:
                send(speaks, session)
            send(speaks, session, words=steps.SAID)
            assert steps.SAID in page_of(listens, session)
            send(listens, session, words="You felt alone.")
            assert "You felt alone." in send(speaks, session, act="yes")
            send(listens, session, words="you felt alone, for I was late.")
        assert "Yours are in" in send(hers, session, heard="8", hard="3")
        send(his, session, heard="7", hard="5")
        assert "Thank you" in send(hers, session, keep="keep")
        done = send(his, session, keep="keep")
        assert "You both felt heard" in done
        assert steps.SAID in done

    def test_the_listener_has_one_field_and_one_button(
        self, session: Session, his: Client, now: datetime
    ) -> None:
        """No way to answer, to defend oneself, or to skip; but to rest and to stop."""
        page = page_of(his, up_to(session, State.REFLECTING, now=now))
        assert page.count("<textarea") == 1
        acts = set(re.findall(r'name="act"[^>]* value="(\w+)"|value="(\w+)"[^>]*name="act"', page))
        assert {one or other for one, other in acts} == {"say_back", "pause", "stop"}

    def test_it_lasts_over_a_reload_in_every_state(
        self, session: Session, hers: Client, his: Client, now: datetime
    ) -> None:
        for act in steps.WHOLE:
            for client in (hers, his):
                assert page_of(client, session)
            take(session, act, now=now)
        assert "You both felt heard" in page_of(his, session)


class TestFragments:
    def look(self, client: Client, session: Session, **query: str) -> "tuple[int, str, str]":
        answer = client.get(
            session.get_absolute_url(), query, headers={"HX-Request": "true", "HX-Target": "turn"}
        )
        return answer.status_code, answer.headers.get("HX-Retarget", ""), answer.content.decode()

    @pytest.fixture
    def ready(self, session: Session, now: datetime) -> Session:
        return up_to(session, State.READY, now=now)

    def test_nothing_new_is_no_page(self, ready: Session, hers: Client) -> None:
        assert self.look(hers, ready, seen=str(ready.version), here="away")[0] == 204

    def test_who_is_here_comes_alone(self, ready: Session, hers: Client, his: Client) -> None:
        page_of(his, ready)
        status, target, words = self.look(hers, ready, seen=str(ready.version), here="away")
        assert (status, target) == (200, "#presence")
        assert "Bob is here" in words
        assert "I begin" not in words

    def test_a_step_brings_the_turn(self, session: Session, hers: Client, now: datetime) -> None:
        take(session, Act.READY, now=now)
        status, target, words = self.look(hers, session, seen=str(session.version), here="away")
        assert (status, target) == (200, "")
        assert words.strip().startswith('<div id="turn"')

    @pytest.mark.parametrize(
        ("state", "act"), [(State.RATING, Act.RATE), (State.CLOSING, Act.CLOSE)]
    )
    def test_who_answers_at_the_same_time_is_left_in_peace(
        self, state: State, act: Act, session: Session, hers: Client, bob: User, now: datetime
    ) -> None:
        up_to(session, state, now=now)
        seen = seen_on(hers, session)
        take(session, act, bob, now=now)
        assert self.look(hers, session, seen=seen, here="away")[0] == 204

    def test_who_has_answered_sees_the_next_step(
        self, session: Session, hers: Client, bob: User, now: datetime
    ) -> None:
        up_to(session, State.RATING, now=now)
        before = seen_on(hers, session)
        send(hers, session, heard="8", hard="3")
        assert "Yours are in" in self.look(hers, session, seen=before, here="away")[2]
        waiting = seen_on(hers, session)
        take(session, Act.RATE, bob, now=now)
        assert "something small" in self.look(hers, session, seen=waiting, here="away")[2]

    def test_an_open_page_says_when_the_time_out_is_over(
        self, session: Session, hers: Client, alice: User, clock: Clock, now: datetime
    ) -> None:
        up_to(session, State.SPEAKING, now=now)
        take(session, Act.PAUSE, alice, now=now)
        seen = seen_on(hers, session)
        assert self.look(hers, session, seen=seen, here="")[0] == 204
        clock(now + timedelta(minutes=10))
        assert seen_on(hers, session) == seen
        clock(now + timedelta(minutes=20))
        status, _, words = self.look(hers, session, seen=seen, here="")
        assert (status, "The twenty minutes are over" in words) == (200, True)

    def test_the_end_takes_the_line_away(
        self, session: Session, hers: Client, alice: User, now: datetime
    ) -> None:
        take(session, Act.STOP, alice, now=now)
        status, target, words = self.look(hers, session, seen=str(session.version), here="")
        assert (status, target) == (200, "#line")
        assert words.strip().startswith('<div id="turn"')


class TestEnd:
    def test_either_forgets(
        self, session: Session, his: Client, hers: Client, now: datetime
    ) -> None:
        done = walk(session, *steps.WHOLE, now=now)
        assert steps.SAID in page_of(hers, session)
        his.post(reverse("listening:forget", args=[done.public_id]))
        page = page_of(hers, session)
        assert steps.SAID not in page
        assert "not kept" in page

    def test_sharing_is_offered_where_there_is_a_therapist(
        self, session: Session, couple: Couple, alice: User, bob: User, tess: User,
        hers: Client, his: Client, now: datetime,
    ) -> None:  # fmt: skip
        done = walk(session, *steps.WHOLE, now=now)
        assert "our therapist read" not in page_of(hers, session)
        factories.agreement(couple, tess, alice, bob, now=now)
        assert "our therapist read" in page_of(hers, session)
        before = page_of(his, session)
        link = re.search(r'name="link" value="(\S+)"', page_of(hers, session))
        assert link
        sharing = reverse("listening:share", args=[done.public_id])
        answer = hers.post(sharing, {"shared": "yes", "link": "of-somebody-else"}, follow=True)
        assert "Nothing was shared" in answer.content.decode()
        hers.post(sharing, {"shared": "yes", "link": link[1]})
        assert "You let your therapist read it" in page_of(hers, session)
        assert re.sub(r"csrf\S+ value=\S+", "", page_of(his, session)) == re.sub(
            r"csrf\S+ value=\S+", "", before
        )
