from datetime import datetime

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from couples import agreements, happenings, invitations, pairing
from couples.models import Agreement, CareLink, Couple, Happening, Therapist, User
from privacy.context import acting_as
from tests import factories


def code_of(person: User) -> str:
    with acting_as(person):
        return Therapist.objects.get().code


def agreed_for(person: User, kind: str) -> list[int]:
    """The couples about which this therapist may see this kind of data."""
    with acting_as(person), connection.cursor() as cursor:
        cursor.execute("SELECT moments_agreed_couples(%s)", [kind])
        return [row[0] for row in cursor.fetchall()]


@pytest.fixture
def link(alice: User, tess: User, couple: Couple, now: datetime) -> CareLink:
    with acting_as(alice):
        return agreements.name_therapist(couple, code=code_of(tess), by=alice, now=now)


class TestNameTherapist:
    def test_it_takes_the_practice_code_in_any_case_and_with_spaces(
        self, alice: User, tess: User, couple: Couple, now: datetime
    ) -> None:
        code = code_of(tess)
        typed = f" {code[:5].lower()} {code[5:]} "
        with acting_as(alice):
            link = agreements.name_therapist(couple, code=typed, by=alice, now=now)
        assert link.therapist_id == tess.pk

    def test_it_refuses_a_code_that_nobody_has(
        self, alice: User, couple: Couple, now: datetime
    ) -> None:
        with acting_as(alice), pytest.raises(agreements.NoSuchTherapist):
            agreements.name_therapist(couple, code="NOBODYHAS1", by=alice, now=now)

    def test_it_shows_the_therapist_to_both(
        self, alice: User, bob: User, tess: User, couple: Couple, link: CareLink
    ) -> None:
        for one in (alice, bob):
            with acting_as(one):
                found = agreements.link_of(couple)
                assert found is not None
                assert str(found.therapist.therapist) == "Tess, Riverside Practice"

    def test_it_does_not_show_the_couple_to_the_therapist(self, tess: User, link: CareLink) -> None:
        with acting_as(tess):
            assert not CareLink.objects.exists()
            assert not Couple.objects.exists()
            assert User.objects.get() == tess

    def test_the_same_one_twice_is_one(
        self, bob: User, tess: User, couple: Couple, link: CareLink, now: datetime
    ) -> None:
        with acting_as(bob):
            again = agreements.name_therapist(couple, code=code_of(tess), by=bob, now=now)
            assert again == link

    def test_it_refuses_a_second_one(
        self, bob: User, tom: User, couple: Couple, link: CareLink, now: datetime
    ) -> None:
        with acting_as(bob), pytest.raises(agreements.TherapistNamed):
            agreements.name_therapist(couple, code=code_of(tom), by=bob, now=now)

    def test_a_second_one_can_follow_once_the_first_has_ended(
        self, bob: User, tom: User, couple: Couple, link: CareLink, now: datetime
    ) -> None:
        with acting_as(bob):
            agreements.end(link, now=now)
            assert agreements.link_of(couple) is None
            agreements.name_therapist(couple, code=code_of(tom), by=bob, now=now)

    def test_it_is_told_to_whoever_listens(self, alice: User, link: CareLink) -> None:
        with acting_as(alice):
            assert Happening.objects.get(kind=happenings.Kind.THERAPIST_NAMED).by_id == alice.pk


class TestAcceptLink:
    def test_it_names_the_therapist_who_made_it(
        self, alice: User, tess: User, couple: Couple, now: datetime
    ) -> None:
        with acting_as(tess):
            token = invitations.token_of(invitations.invite_couple(by=tess, now=now))
        with acting_as(alice):
            found = invitations.find(token)
            link = agreements.accept(found, by=alice, now=now)
        assert (link.therapist_id, link.couple_id) == (tess.pk, couple.pk)

    def test_it_works_once(
        self,
        alice: User,
        mallory: User,
        tess: User,
        couple: Couple,
        other_couple: Couple,
        now: datetime,
    ) -> None:
        with acting_as(tess):
            token = invitations.token_of(invitations.invite_couple(by=tess, now=now))
        found = invitations.find(token)
        with acting_as(alice):
            agreements.accept(found, by=alice, now=now)
        with acting_as(mallory), pytest.raises(invitations.InvitationGone):
            agreements.accept(found, by=mallory, now=now)


class TestDecide:
    def test_it_counts_only_when_both_agreed(
        self, alice: User, bob: User, tess: User, couple: Couple, link: CareLink, now: datetime
    ) -> None:
        with acting_as(alice):
            agreements.decide(link, by=alice, kinds={"ratings"}, now=now)
        assert agreed_for(tess, "ratings") == []
        with acting_as(bob):
            agreements.decide(link, by=bob, kinds={"ratings", "notes"}, now=now)
        assert agreed_for(tess, "ratings") == [couple.pk]

    def test_it_counts_kind_by_kind(
        self, alice: User, bob: User, tess: User, couple: Couple, link: CareLink, now: datetime
    ) -> None:
        for one, kinds in ((alice, {"ratings", "milestones"}), (bob, {"notes", "milestones"})):
            with acting_as(one):
                agreements.decide(link, by=one, kinds=kinds, now=now)
        agreed = {kind for kind in Agreement.KINDS if agreed_for(tess, kind)}
        assert agreed == {"milestones"}

    def test_where_each_agreed_to_something_else_there_is_no_couple_to_see(
        self, alice: User, bob: User, tess: User, couple: Couple, link: CareLink, now: datetime
    ) -> None:
        for one, kinds in ((alice, {"ratings"}), (bob, {"notes"})):
            with acting_as(one):
                agreements.decide(link, by=one, kinds=kinds, now=now)
        assert agreed_for(tess, "any") == []
        with acting_as(tess):
            assert not Couple.objects.exists()
            assert User.objects.get() == tess
        with acting_as(bob):
            agreements.decide(link, by=bob, kinds={"notes", "ratings"}, now=now)
        assert agreed_for(tess, "any") == [couple.pk]

    @pytest.mark.parametrize("kind", [*Agreement.KINDS, "any"])
    def test_withdrawing_closes_everything_at_once(
        self, kind: str, alice: User, bob: User, tess: User, couple: Couple, now: datetime
    ) -> None:
        link = factories.agreement(couple, tess, alice, bob, now=now)
        assert agreed_for(tess, kind) == [couple.pk]
        with acting_as(bob):
            agreements.withdraw(link, by=bob, now=now)
        assert agreed_for(tess, kind) == []
        with acting_as(tess):
            assert not Couple.objects.exists()

    def test_it_never_counts_for_a_couple_of_one(
        self, alice: User, tess: User, now: datetime
    ) -> None:
        with acting_as(alice):
            solo = pairing.couple_of(alice, now=now)
        factories.agreement(solo, tess, alice, now=now)
        assert agreed_for(tess, "any") == []

    def test_it_ends_when_either_leaves(
        self, alice: User, bob: User, tess: User, couple: Couple, now: datetime
    ) -> None:
        factories.agreement(couple, tess, alice, bob, now=now)
        with acting_as(bob):
            pairing.unpair(couple, by=bob, now=now)
        assert agreed_for(tess, "any") == []

    def test_it_ends_with_the_link(
        self, alice: User, bob: User, tess: User, couple: Couple, now: datetime
    ) -> None:
        link = factories.agreement(couple, tess, alice, bob, now=now)
        with acting_as(alice):
            agreements.end(link, now=now)
        assert agreed_for(tess, "any") == []

    def test_a_link_that_has_ended_is_not_brought_back(
        self, alice: User, bob: User, tess: User, couple: Couple, now: datetime
    ) -> None:
        """Past every page: what alice agreed to with it would count again, and she would not be asked."""
        link = factories.agreement(couple, tess, alice, bob, now=now)
        with acting_as(alice):
            agreements.end(link, now=now)
        with acting_as(bob):
            assert CareLink.objects.filter(pk=link.pk).update(ended_at=None) == 0
        assert agreed_for(tess, "any") == []

    def test_it_is_not_for_another_therapist(
        self, alice: User, bob: User, tess: User, tom: User, couple: Couple, now: datetime
    ) -> None:
        factories.agreement(couple, tess, alice, bob, now=now)
        assert agreed_for(tom, "any") == []

    def test_it_is_numbered_and_kept(self, alice: User, link: CareLink, now: datetime) -> None:
        with acting_as(alice):
            agreements.decide(link, by=alice, kinds={"ratings"}, now=now)
            agreements.withdraw(link, by=alice, now=now)
            kept = [(one.version, one.kinds) for one in agreements.versions(alice)]
        assert kept == [(2, set()), (1, {"ratings"})]

    def test_one_about_who_is_not_named_any_more_is_refused(
        self, alice: User, bob: User, tom: User, couple: Couple, link: CareLink, now: datetime
    ) -> None:
        """As when the partner was faster, between a page and its answer."""
        with acting_as(bob):
            agreements.end(link, now=now)
        factories.agreement(couple, tom, bob, now=now)
        with acting_as(alice), pytest.raises(agreements.AnotherTherapist):
            agreements.decide(link, by=alice, kinds={"ratings"}, now=now)

    def test_the_same_twice_is_one(self, alice: User, link: CareLink, now: datetime) -> None:
        with acting_as(alice):
            first = agreements.decide(link, by=alice, kinds={"ratings"}, now=now)
            assert agreements.decide(link, by=alice, kinds={"ratings"}, now=now) == first

    def test_the_same_on_other_words_is_the_next_version(
        self, alice: User, link: CareLink, now: datetime, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with acting_as(alice):
            agreements.decide(link, by=alice, kinds={"ratings"}, now=now)
            monkeypatch.setattr(agreements, "EARLIER", "It covers later days only.")
            made = agreements.decide(link, by=alice, kinds={"ratings"}, now=now)
        assert made.version == 2
        assert made.wording.endswith("It covers later days only.")

    def test_it_stores_the_words_that_were_read(
        self, alice: User, link: CareLink, now: datetime
    ) -> None:
        with acting_as(alice):
            made = agreements.decide(link, by=alice, kinds={"notes"}, now=now)
        assert made.wording.startswith("What Tess may see:\nYour check-in ratings: no.")
        assert "Notes you mark for your therapist: yes." in made.wording

    def test_it_stays_as_it_was_written(self, alice: User, link: CareLink, now: datetime) -> None:
        with acting_as(alice):
            agreements.decide(link, by=alice, kinds={"notes"}, now=now)
            for change in (Agreement.objects.all().delete, self.rewrite):
                with (
                    pytest.raises(ProgrammingError, match="permission denied"),
                    transaction.atomic(),
                ):
                    change()

    def rewrite(self) -> None:
        Agreement.objects.update(wording="other words")

    def test_each_sees_only_their_own(
        self, alice: User, bob: User, tess: User, couple: Couple, now: datetime
    ) -> None:
        factories.agreement(couple, tess, alice, bob, now=now)
        for one in (alice, bob):
            with acting_as(one):
                assert {made.person_id for made in Agreement.objects.all()} == {one.pk}
        with acting_as(tess):
            assert not Agreement.objects.exists()

    def test_what_happened_is_told_to_the_one_who_decided_alone(
        self, alice: User, bob: User, link: CareLink, now: datetime
    ) -> None:
        with acting_as(alice):
            agreements.decide(link, by=alice, kinds={"notes"}, now=now)
            assert Happening.objects.filter(kind=happenings.Kind.AGREEMENT_MADE).exists()
        with acting_as(bob):
            assert not Happening.objects.filter(kind=happenings.Kind.AGREEMENT_MADE).exists()


class TestWaiting:
    def test_it_waits_until_this_person_has_decided(
        self, alice: User, bob: User, link: CareLink, now: datetime
    ) -> None:
        with acting_as(alice):
            assert agreements.is_waiting(alice)
            agreements.decide(link, by=alice, kinds=(), now=now)
            assert not agreements.is_waiting(alice)
        with acting_as(bob):
            assert agreements.is_waiting(bob)

    def test_nothing_waits_without_a_therapist(self, alice: User, couple: Couple) -> None:
        with acting_as(alice):
            assert not agreements.is_waiting(alice)
