"""Words that are sent: too long, too late, or with a hint, and never lost."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from couples import journal
from couples.models import User
from listening.models import Draft, Line, Session
from listening.turns import Act
from privacy import keys
from privacy.context import acting_as
from tests.conftest import Clock
from tests.couples.lock import PIN, open_it
from tests.listening import steps
from tests.listening.pages import page_of, send
from tests.listening.steps import again, take, up_to, walk

pytestmark = pytest.mark.usefixtures("clock")

State = Session.State


def go_on_to(session: Session, state: State, *, now: datetime) -> None:
    """From where she first speaks."""
    for act in steps.WHOLE[3:]:
        if take(session, act, now=now).state == state:
            return


def sent_late(session: Session, act: Act, seen: int, words: str = "Too late.") -> dict[str, str]:
    return {"act": act, "seen": str(seen), "place": session.place(), "words": words}


class TestWords:
    def test_too_many_are_given_back(self, session: Session, hers: Client, now: datetime) -> None:
        up_to(session, State.SPEAKING, now=now)
        page = send(hers, session, words="x" * 601)
        assert "601 characters" in page
        assert "x" * 601 in page
        assert again(session).state == State.SPEAKING

    def test_none_are_asked_for(self, session: Session, hers: Client, now: datetime) -> None:
        up_to(session, State.SPEAKING, now=now)
        assert "one or two sentences first" in send(hers, session, words="  ")

    def test_blame_is_hinted_at_once_and_never_refused(
        self, session: Session, hers: Client, now: datetime
    ) -> None:
        up_to(session, State.SPEAKING, now=now)
        page = send(hers, session, words="You never listen to me.")
        assert "“You never” is easily heard as blame" in page
        assert "You never listen to me." in page
        send(hers, session, words="You never listen to me.", hinted="on")
        assert again(session).state == State.REFLECTING

    def test_a_draft_is_kept_and_shown_to_its_writer_alone(
        self, session: Session, hers: Client, his: Client, now: datetime
    ) -> None:
        found = up_to(session, State.SPEAKING, now=now)
        draft = {"place": found.place(), "words": "Half a sent"}
        assert hers.post(f"{found.get_absolute_url()}draft/", draft).status_code == 204
        assert "Half a sent" in page_of(hers, session)
        assert "Half a sent" not in page_of(his, session)

    def test_with_a_lock_it_waits_behind_it(
        self, session: Session, hers: Client, alice: User, now: datetime
    ) -> None:
        found = up_to(session, State.SPEAKING, now=now)
        here = found.get_absolute_url()
        with acting_as(alice):
            journal.lock(by=alice, pin=PIN, now=now)
        assert hers.get(here).status_code == 200
        hers.post(f"{here}draft/", {"place": found.place(), "words": "Half a sent"})
        lock = f"/settings/journal/open/?next={here}"
        assert hers.get(here)["Location"] == lock
        assert hers.get(f"{here}?seen=", headers={"HX-Request": "true"})["HX-Redirect"] == lock
        open_it(hers)
        assert "Half a sent" in page_of(hers, session)

    def test_one_that_cannot_be_opened_is_said_to_be_there(
        self, session: Session, hers: Client, alice: User, now: datetime
    ) -> None:
        found = up_to(session, State.SPEAKING, now=now)
        hers.post(f"{found.get_absolute_url()}draft/", {"place": found.place(), "words": "Half"})
        keys.destroy(alice.pk)
        assert "What you write now takes its place." in page_of(hers, session)

    def test_it_outlives_a_time_out(
        self, session: Session, hers: Client, alice: User, now: datetime
    ) -> None:
        found = up_to(session, State.SPEAKING, now=now)
        draft = {"place": found.place(), "words": "Half a sent"}
        hers.post(f"{found.get_absolute_url()}draft/", draft)
        take(session, Act.PAUSE, alice, now=now)
        walk(session, Act.GO_ON, Act.GO_ON, now=now)
        assert "Half a sent" in page_of(hers, session)

    def test_what_came_too_late_is_given_back(
        self, session: Session, hers: Client, bob: User, now: datetime
    ) -> None:
        found = up_to(session, State.SPEAKING, now=now)
        take(session, Act.STOP, bob, now=now)
        late = sent_late(found, Act.SAY, found.version)
        page = hers.post(f"{found.get_absolute_url()}step/", late).content.decode()
        assert "This was not sent" in page
        assert "Too late." in page

    @pytest.mark.parametrize("state", [State.RATING, State.CLOSING, State.DONE])
    def test_so_it_is_wherever_the_two_are_by_then(
        self, state: State, session: Session, hers: Client, now: datetime
    ) -> None:
        found = up_to(session, State.SPEAKING, now=now)
        go_on_to(session, state, now=now)
        late = sent_late(found, Act.SAY, found.version)
        page = hers.post(f"{found.get_absolute_url()}step/", late).content.decode()
        assert page.count("Too late.") == 1

    def test_what_came_into_a_time_out_waits_in_its_place(
        self, session: Session, hers: Client, bob: User, now: datetime
    ) -> None:
        found = up_to(session, State.SPEAKING, now=now)
        take(session, Act.PAUSE, bob, now=now)
        late = sent_late(found, Act.SAY, found.version, "Half a breath late.")
        page = hers.post(f"{found.get_absolute_url()}step/", late).content.decode()
        assert "A time-out" in page
        assert "Half a breath late." in page
        walk(session, Act.GO_ON, Act.GO_ON, now=now)
        assert "Half a breath late.</textarea>" in page_of(hers, session)

    def test_what_came_after_a_time_out_stands_in_its_field_again(
        self, session: Session, hers: Client, bob: User, now: datetime
    ) -> None:
        found = up_to(session, State.SPEAKING, now=now)
        take(session, Act.PAUSE, bob, now=now)
        walk(session, Act.GO_ON, Act.GO_ON, now=now)
        late = sent_late(found, Act.SAY, found.version, "From before.")
        page = hers.post(f"{found.get_absolute_url()}step/", late, follow=True).content.decode()
        assert page.count("From before.") == 1
        assert "From before.</textarea>" in page

    @pytest.mark.parametrize("words", ["x" * 601, "You never listen to me."])
    def test_what_came_too_late_is_given_back_before_it_is_looked_at(
        self, words: str, session: Session, hers: Client, alice: User, now: datetime
    ) -> None:
        """What is wrong with it, or may read as blame, is of no interest any more."""
        found = up_to(session, State.SPEAKING, now=now)
        take(session, Act.SAY, alice, now=now)
        late = sent_late(found, Act.SAY, found.version, words)
        page = hers.post(f"{found.get_absolute_url()}step/", late).content.decode()
        assert words in page
        assert "This was not sent" in page
        assert "Send it as it is" not in page

    def test_a_draft_that_is_not_kept_is_not_called_kept(
        self, session: Session, hers: Client, alice: User, now: datetime
    ) -> None:
        found = up_to(session, State.SPEAKING, now=now)
        take(session, Act.SAY, alice, now=now)
        draft = {"place": found.place(), "words": "Half a sent"}
        assert hers.post(f"{found.get_absolute_url()}draft/", draft).status_code == 409

    def test_the_same_form_twice_is_once(
        self, session: Session, hers: Client, alice: User, now: datetime
    ) -> None:
        found = up_to(session, State.SPEAKING, now=now)
        twice = sent_late(found, Act.SAY, found.version, "Once.")
        for _ in range(2):
            page = hers.post(f"{found.get_absolute_url()}step/", twice, follow=True)
            assert "This was not sent" not in page.content.decode()
        with acting_as(alice):
            assert Line.objects.filter(kind="said").count() == 1

    def test_somebody_signed_out_finds_it_again(
        self, session: Session, hers: Client, clock: Clock, alice: User, now: datetime
    ) -> None:
        found = up_to(session, State.SPEAKING, now=now)
        hers.get("/")
        clock(now + timedelta(minutes=20))
        late = sent_late(found, Act.SAY, found.version, "When you came …")
        answer = hers.post(f"{found.get_absolute_url()}step/", late)
        assert answer["Location"] == f"/account/login/?next={found.get_absolute_url()}"
        with acting_as(alice):
            assert Draft.objects.get().words == "When you came …"
