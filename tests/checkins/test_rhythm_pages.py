"""The pages of rhythm and moments, as each partner and a stranger meet them."""

import pytest
from django.test import Client

from checkins.models import Moment, Rhythm
from couples.models import Couple, User
from privacy.context import acting_as
from tests.checkins.answers import page, the, url

MOMENTS, PROPOSE = "/moments/", "/rhythm/propose/"
WISH = {"days": ["0", "2"], "at": "20:45", "minutes": "10"}

pytestmark = pytest.mark.usefixtures("clock")


class TestAlone:
    def test_it_invites_to_wait_for_two(self, hers: Client) -> None:
        assert "This begins with two" in page(hers.get(MOMENTS))

    def test_it_cannot_propose(self, hers: Client) -> None:
        assert hers.get(PROPOSE).headers["Location"] == MOMENTS
        assert hers.post(PROPOSE, WISH).headers["Location"] == MOMENTS

    def test_it_has_no_times_yet(self, hers: Client) -> None:
        assert "No times yet" in page(hers.get("/rhythm/"))


class TestAgreeing:
    def test_it_goes_from_proposal_to_moments(
        self, hers: Client, his: Client, couple: Couple
    ) -> None:
        assert "Find your time" in page(hers.get(MOMENTS))
        assert hers.post(PROPOSE, WISH).headers["Location"] == MOMENTS
        assert "Mondays and Wednesdays at 20:45, 10 minutes" in page(his.get(MOMENTS))
        his.post(url("accept", the(Rhythm.Status.PROPOSED)))
        assert "Coming up" in page(hers.get(MOMENTS))

    def test_it_shows_no_way_to_say_no(self, hers: Client, his: Client, couple: Couple) -> None:
        hers.post(PROPOSE, WISH)
        shown = page(his.get(MOMENTS))
        assert "Answer with another time" in shown
        assert "Decline" not in shown

    def test_it_is_answered_with_another_time(
        self, hers: Client, his: Client, couple: Couple
    ) -> None:
        hers.post(PROPOSE, WISH)
        first = the(Rhythm.Status.PROPOSED)
        his.post(url("answer", first), WISH | {"at": "07:00"})
        assert "07:00" in page(hers.get(MOMENTS))
        assert the(Rhythm.Status.ANSWERED) == first

    def test_it_keeps_what_was_typed_when_the_other_was_quicker(
        self, hers: Client, his: Client, couple: Couple
    ) -> None:
        hers.post(PROPOSE, WISH)
        shown = page(his.post(PROPOSE, WISH | {"at": "06:15"}))
        assert "changed in the meantime" in shown
        assert 'value="06:15"' in shown
        assert url("answer", the(Rhythm.Status.PROPOSED)) in shown

    def test_it_says_so_when_accepting_too_late(
        self, hers: Client, his: Client, couple: Couple
    ) -> None:
        hers.post(PROPOSE, WISH)
        first = the(Rhythm.Status.PROPOSED)
        hers.post(url("withdraw", first))
        assert "in the meantime" in page(his.post(url("accept", first), follow=True))

    def test_it_ends_by_either(self, his: Client, moment: Moment) -> None:
        his.post(url("end", the(Rhythm.Status.AGREED)))
        assert "Find your time" in page(his.get(MOMENTS))

    def test_it_offers_the_clocks_of_both(self, hers: Client, bob: User, couple: Couple) -> None:
        with acting_as(bob):
            User.objects.filter(pk=bob.pk).update(time_zone="America/New_York")
        shown = page(hers.get(PROPOSE))
        assert "Amsterdam time" in shown
        assert "New York time" in shown

    def test_it_shows_each_their_own_clock(
        self, hers: Client, his: Client, bob: User, couple: Couple
    ) -> None:
        with acting_as(bob):
            User.objects.filter(pk=bob.pk).update(time_zone="America/New_York")
        hers.post(PROPOSE, WISH | {"zone": "Europe/Amsterdam"})
        assert "Wednesday 6 May, 14:45</time> on your clock" in page(his.get(MOMENTS))


class TestBadTimes:
    @pytest.mark.parametrize(
        ("field", "value", "message"),
        [
            ("days", [], "Choose at least one day."),
            ("days", ["9"], "Select a valid choice"),
            ("days", ["\x00"], "Select a valid choice"),
            ("at", "25:99", "Give a time such as 20:30."),
            ("at", "", "Give a time."),
            ("at", "\x00", "Give a time such as 20:30."),
            ("minutes", "7", "Select a valid choice"),
            ("zone", "Europe/Atlantis", "Select a valid choice"),
            ("zone", "Asia/Tokyo", "Select a valid choice"),
        ],
    )
    def test_it_is_said_beside_the_field(
        self, hers: Client, bob: User, couple: Couple, field: str, value: object, message: str
    ) -> None:
        with acting_as(bob):
            User.objects.filter(pk=bob.pk).update(time_zone="America/New_York")
        sent = WISH | {"zone": "Europe/Amsterdam"} | {field: value}
        assert message in page(hers.post(PROPOSE, sent))
