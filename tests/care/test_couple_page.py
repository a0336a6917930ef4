from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from time_machine import TimeMachineFixture

from care import couple_page, milestones
from care.models import TherapistMilestone
from checkins.models import Note, SafetyAnswer
from couples.models import Agreement, Couple, User
from privacy.context import acting_as
from tests import factories
from tests.care import story
from tests.care.pages import page_of, text
from tests.care.story import DAY, ONE, check_in
from tests.conftest import asked_again
from tests.pages import send

ALL = set(Agreement.KINDS)

pytestmark = pytest.mark.usefixtures("on_that_day")


class TestCouplePage:
    def test_it_shows_both_trends_in_one_picture(
        self, therapist: Client, agreed: None, couple: Couple
    ) -> None:
        story.check_in_both(couple)
        page = text(therapist, page_of(couple))
        assert page.count("Alice: 5 on 6 May") == page.count("Bob: 5 on 6 May") == 1

    @pytest.mark.parametrize(
        ("kind", "heading"),
        [
            ("ratings", "Check-ins"),
            ("notes", "Notes for you"),
            ("milestones", "Milestones"),
            ("exercises", "Exercises finished"),
            ("goals", "Shared goals"),
            ("closeness", "Closeness"),
        ],
    )
    def test_it_has_each_part_under_its_own_agreement(
        self,
        therapist: Client,
        couple: Couple,
        alice: User,
        bob: User,
        tess: User,
        now: datetime,
        kind: str,
        heading: str,
    ) -> None:
        factories.agreement(couple, tess, alice, bob, now=now, kinds={kind})
        assert f"<h2>{heading}</h2>" in text(therapist, page_of(couple))
        factories.agreement(couple, tess, alice, bob, now=now, kinds=ALL - {kind})
        assert f"<h2>{heading}</h2>" not in text(therapist, page_of(couple))

    @pytest.mark.parametrize("who", ["alice", "bob"])
    @pytest.mark.parametrize(
        "way", ["/us/agreement/withdraw/", "/us/therapist/end/", "/us/part/", "/us/agreement/"]
    )
    def test_it_is_gone_with_the_next_request_after_either_withdraws(
        self,
        who: str,
        way: str,
        therapist: Client,
        agreed: None,
        couple: Couple,
        client_of: Callable[[User], Client],
        request: pytest.FixtureRequest,
    ) -> None:
        text(therapist, page_of(couple))
        assert "Alice and Bob" in text(therapist, "/caseload/")
        person = request.getfixturevalue(who)
        send(asked_again(client_of(person), person), way)
        text(therapist, page_of(couple), 404)
        for what, sent in (("milestones", {"title": "A"}), ("closeness", {"level": 2, "weeks": 2})):
            assert therapist.post(f"{page_of(couple)}{what}/", sent).status_code == 404
        searched = therapist.post("/caseload/", {"q": "Alice"}).content.decode()
        for page in (text(therapist, "/caseload/"), searched):
            assert "Alice and Bob" not in page
            assert couple.public_id not in page

    def test_it_is_not_for_another_therapist(
        self, agreed: None, couple: Couple, tom: User, client_of: Callable[[User], Client]
    ) -> None:
        text(client_of(tom), page_of(couple), 404)

    def test_it_shows_the_notes_marked_for_the_therapist_and_no_others(
        self, therapist: Client, agreed: None, couple: Couple, alice: User
    ) -> None:
        for ago, audience in enumerate(Note.Audience):
            check_in(alice, couple, DAY - ago * ONE, note=audience)
        assert text(therapist, page_of(couple)).count("Some words.") == 2

    def test_it_names_uneasy_days_with_care(
        self, therapist: Client, agreed: None, couple: Couple, bob: User
    ) -> None:
        check_in(bob, couple, safe=SafetyAnswer.Answer.NOT_REALLY)
        page = text(therapist, page_of(couple))
        assert "Bob: not really" in page
        assert "the partner never sees it" in page

    def test_it_says_when_it_shows_only_the_newest_notes(
        self,
        therapist: Client,
        agreed: None,
        couple: Couple,
        alice: User,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(couple_page, "AT_MOST", 2)
        for day in range(2):
            check_in(alice, couple, DAY - day * ONE, note=Note.Audience.THERAPIST)
        assert "Older ones are not shown" not in text(therapist, page_of(couple))
        check_in(alice, couple, DAY - 2 * ONE, note=Note.Audience.THERAPIST)
        page = text(therapist, page_of(couple))
        assert "These are the newest 2. Older ones are not shown." in page
        assert page.count("Some words.") == 2


class TestOwnMilestones:
    def add(self, client: Client, couple: Couple, title: str = "A weekend away") -> str:
        data = {"title": title, "line": "You took the time."}
        response = client.post(f"{page_of(couple)}milestones/", data, follow=True)
        assert response.status_code == 200
        return response.content.decode()

    def mark(self, client: Client, on: str, tess: User) -> str:
        with acting_as(tess):
            own = TherapistMilestone.objects.get()
        address = f"/caseload/milestones/{own.public_id}/mark/"
        response = client.post(address, {"on": on}, follow=True)
        assert response.status_code == 200
        return response.content.decode()

    def only_one(self, tess: User) -> TherapistMilestone:
        with acting_as(tess):
            return TherapistMilestone.objects.get()

    def press(self, client: Client, button: str, tess: User) -> None:
        own = self.only_one(tess)
        for _ in range(2):
            response = client.post(f"/caseload/milestones/{own.public_id}/{button}/")
        assert response.status_code in {302, 404}

    def test_they_are_added_and_marked(
        self,
        therapist: Client,
        agreed: None,
        couple: Couple,
        tess: User,
        alice: User,
        client_of: Callable[[User], Client],
    ) -> None:
        assert "Ahead, in your words" in self.add(therapist, couple)
        assert "A weekend away" not in text(client_of(alice), "/milestones/")
        assert "in your words" in self.mark(therapist, "2026-05-05", tess)
        assert "A weekend away" in text(client_of(alice), "/milestones/")

    @pytest.mark.parametrize(
        "on", ["", "yesterday", "2026-05-07", "0001-01-01", "9999-12-31", "\0"]
    )
    def test_they_are_marked_on_a_day_that_has_been(
        self, therapist: Client, agreed: None, couple: Couple, tess: User, on: str
    ) -> None:
        self.add(therapist, couple)
        assert "field--wrong" in self.mark(therapist, on, tess)
        with acting_as(tess):
            assert TherapistMilestone.objects.get().marked_at is None

    def test_they_are_worded_once(self, therapist: Client, agreed: None, couple: Couple) -> None:
        self.add(therapist, couple)
        page = self.add(therapist, couple)
        assert "You have written this milestone for them already" in page
        assert page.count("You took the time.") == 2

    @pytest.mark.parametrize("title", ["", "x" * 81, "a\0b"])
    def test_they_keep_what_was_typed_wrongly(
        self, therapist: Client, agreed: None, couple: Couple, title: str
    ) -> None:
        page = self.add(therapist, couple, title)
        assert "field--wrong" in page
        assert "You took the time." in page

    def test_they_need_the_agreement_to_milestones(
        self, therapist: Client, couple: Couple, alice: User, bob: User, tess: User, now: datetime
    ) -> None:
        factories.agreement(couple, tess, alice, bob, now=now, kinds={"ratings"})
        response = therapist.post(f"{page_of(couple)}milestones/", {"title": "Away"})
        assert response.status_code == 404

    def test_one_that_lies_ahead_can_be_removed(
        self, therapist: Client, agreed: None, couple: Couple, tess: User
    ) -> None:
        self.add(therapist, couple)
        self.press(therapist, "remove", tess)
        assert "A weekend away" not in text(therapist, page_of(couple))

    def test_one_that_they_have_read_cannot(
        self, therapist: Client, agreed: None, couple: Couple, tess: User
    ) -> None:
        self.add(therapist, couple)
        self.mark(therapist, "2026-05-05", tess)
        self.press(therapist, "remove", tess)
        assert "A weekend away" in text(therapist, page_of(couple))

    def test_a_mark_can_be_taken_back_on_the_same_day(
        self,
        therapist: Client,
        agreed: None,
        couple: Couple,
        tess: User,
        alice: User,
        client_of: Callable[[User], Client],
    ) -> None:
        self.add(therapist, couple)
        assert "Marked today" in self.mark(therapist, "2026-05-05", tess)
        self.press(therapist, "unmark", tess)
        assert "Marked today" not in text(therapist, page_of(couple))
        assert "Ahead, in your words" in text(therapist, page_of(couple))
        assert "A weekend away" not in text(client_of(alice), "/milestones/")

    def test_but_not_the_day_after(
        self,
        therapist: Client,
        agreed: None,
        couple: Couple,
        tess: User,
        time_machine: TimeMachineFixture,
    ) -> None:
        self.add(therapist, couple)
        self.mark(therapist, "2026-05-05", tess)
        own = self.only_one(tess)
        time_machine.shift(timedelta(hours=4))
        with acting_as(tess):
            assert milestones.marked_on(DAY, couple, by=tess) == [own]
            milestones.unmark(own, by=tess, now=timezone.now())
        assert self.only_one(tess).marked_at

    @pytest.mark.parametrize("what", ["mark", "unmark", "remove"])
    def test_nobody_else_touches_them(
        self,
        what: str,
        therapist: Client,
        agreed: None,
        couple: Couple,
        tess: User,
        tom: User,
        client_of: Callable[[User], Client],
    ) -> None:
        self.add(therapist, couple)
        own = self.only_one(tess)
        response = client_of(tom).post(f"/caseload/milestones/{own.public_id}/{what}/", {"on": ""})
        assert response.status_code == 404
        assert self.only_one(tess) == own


class TestPath:
    def test_it_is_for_both_partners(
        self, couple: Couple, alice: User, mallory: User, client_of: Callable[[User], Client]
    ) -> None:
        for person in (alice, mallory):
            page = text(client_of(person), "/milestones/")
            assert "It begins with a day on which you both check in." in page

    def test_it_is_not_for_a_therapist(self, therapist: Client) -> None:
        text(therapist, "/milestones/", 404)
