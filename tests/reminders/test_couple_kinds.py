from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail

from couples import agreements, pairing
from couples.models import CareLink, Couple, Therapist, User
from privacy.context import acting_as, asking
from reminders import ticking
from reminders.models import Reminder
from tests import factories
from tests.reminders.conftest import rows

HOUR = timedelta(hours=1)
JOINED = datetime(2026, 5, 6, 12, tzinfo=UTC)


@pytest.fixture
def couple(alice: User, bob: User) -> Couple:
    """Alice invited, Bob joined."""
    return factories.couple(alice, bob, now=JOINED)


def kinds_of(person: User) -> list[str]:
    return [row.kind for row in rows(person) if row.state == Reminder.State.PLANNED]


class TestPartnerJoined:
    def test_it_tells_the_one_who_waited(self, alice: User, bob: User, couple: Couple) -> None:
        assert ticking.tick(now=JOINED)["sent"] == 1
        assert mail.outbox[0].to == [alice.email]

    def test_it_tells_nobody_who_was_there_since(self, alice: User, couple: Couple) -> None:
        with acting_as(alice):
            User.objects.filter(pk=alice.pk).update(last_login=JOINED + timedelta(minutes=1))
        assert ticking.tick(now=JOINED + HOUR)["sent"] == 0

    def test_it_outlasts_the_quiet_hours(self, alice: User, bob: User) -> None:
        night = JOINED.replace(hour=21)
        factories.couple(alice, bob, now=night)
        for hours in range(8):
            assert ticking.tick(now=night + hours * HOUR)["sent"] == 0
        assert ticking.tick(now=night + 8 * HOUR)["sent"] == 1


class TestAgreementWaiting:
    @pytest.fixture
    def link(self, alice: User, tess: User, couple: Couple) -> CareLink:
        ticking.tick(now=JOINED)
        mail.outbox.clear()
        with asking(factories.AT_THE_DOOR):
            code = Therapist.objects.get(person=tess).code
        with acting_as(alice):
            return agreements.name_therapist(couple, code=code, by=alice, now=JOINED)

    def decide(self, link: CareLink, person: User, *kinds: str) -> None:
        with acting_as(person):
            agreements.decide(link, by=person, kinds=kinds, now=JOINED)

    def test_it_comes_an_hour_later_to_who_has_not_decided(
        self, alice: User, bob: User, link: CareLink
    ) -> None:
        self.decide(link, alice, "ratings")
        assert ticking.tick(now=JOINED)["sent"] == 0
        assert ticking.tick(now=JOINED + HOUR)["sent"] == 1
        assert mail.outbox[0].to == [bob.email]

    def test_a_no_is_an_answer_as_well(self, alice: User, bob: User, link: CareLink) -> None:
        ticking.tick(now=JOINED)
        assert "agreement" in kinds_of(alice)
        assert "agreement" in kinds_of(bob)
        for person in (alice, bob):
            self.decide(link, person)
        assert ticking.tick(now=JOINED + HOUR)["sent"] == 0

    def test_it_does_not_come_when_the_link_has_ended(self, alice: User, link: CareLink) -> None:
        ticking.tick(now=JOINED)
        with acting_as(alice):
            agreements.end(link, now=JOINED)
        assert ticking.tick(now=JOINED + HOUR)["sent"] == 0

    def name_again(self, link: CareLink, alice: User, *, at: datetime) -> None:
        with asking(factories.AT_THE_DOOR):
            code = Therapist.objects.get(person=link.therapist).code
        with acting_as(alice):
            agreements.end(link, now=at)
            again = agreements.name_therapist(link.couple, code=code, by=alice, now=at)
        self.decide(again, alice, "ratings")

    @pytest.mark.parametrize(("later", "sent"), [(2, 0), (0, 1), (31 * 24, 1)])
    def test_naming_somebody_anew_does_not_send_the_partner_another(
        self, later: int, sent: int, alice: User, bob: User, link: CareLink
    ) -> None:
        """Unless nothing has gone out yet, or it is long ago."""
        self.decide(link, alice, "ratings")
        at = JOINED + later * HOUR
        if later:
            assert ticking.tick(now=JOINED + HOUR)["sent"] == 1
        self.name_again(link, alice, at=at)
        ticking.tick(now=at)
        mail.outbox.clear()
        ticking.tick(now=at + HOUR)
        mine = [row for row in rows(bob) if row.kind == "agreement" and row.sent_at == at + HOUR]
        assert len(mine) == sent

    def alone(self, alice: User, therapist: User, *, at: datetime) -> CareLink:
        """Alice, before Bob has come."""
        with asking(factories.AT_THE_DOOR):
            code = Therapist.objects.get(person=therapist).code
        with acting_as(alice):
            ours = pairing.couple_of(alice, now=at)
            link = agreements.name_therapist(ours, code=code, by=alice, now=at)
        self.decide(link, alice, "ratings")
        return link

    def test_who_joins_later_is_told_then(self, alice: User, bob: User, tess: User) -> None:
        self.alone(alice, tess, at=JOINED - timedelta(days=5))
        factories.couple(alice, bob, now=JOINED)
        ticking.tick(now=JOINED)
        ticking.tick(now=JOINED + HOUR)
        told = [row.sent_at for row in rows(bob) if row.kind == "agreement"]
        assert told == [JOINED + HOUR]
        assert "agreement" not in kinds_of(alice)

    def test_an_earlier_therapist_whom_they_never_saw_named_does_not_count(
        self, alice: User, bob: User, tess: User, tom: User
    ) -> None:
        first = self.alone(alice, tom, at=JOINED - timedelta(days=5))
        with acting_as(alice):
            agreements.end(first, now=JOINED - timedelta(days=4))
        self.alone(alice, tess, at=JOINED - timedelta(days=1))
        factories.couple(alice, bob, now=JOINED)
        ticking.tick(now=JOINED)
        ticking.tick(now=JOINED + HOUR)
        assert [row.sent_at for row in rows(bob) if row.kind == "agreement"] == [JOINED + HOUR]

    def test_it_never_goes_to_the_therapist(self, tess: User, link: CareLink) -> None:
        ticking.tick(now=JOINED)
        assert rows(tess) == []
