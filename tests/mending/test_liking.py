from datetime import datetime

import pytest

from couples import pairing
from couples.models import Couple, User
from mending import liking
from mending.models import Liked, Phrase
from privacy.context import acting_as, as_steward
from tests import factories
from tests.mending import tales

pytestmark = pytest.mark.usefixtures("phrases_there")


def seen_by(person: User, couple: Couple, whose: User) -> liking.List:
    with acting_as(person):
        return liking.of(couple, whose)


class TestList:
    def test_the_other_reads_it(self, couple: Couple, alice: User, bob: User) -> None:
        tales.likes(couple, bob, "tea", own=["A hug."])
        for reader in (alice, bob):
            found = seen_by(reader, couple, bob)
            assert [one.slug for one in found.phrases] == ["tea"]
            assert found.own == ["A hug."]
        assert seen_by(bob, couple, alice) == liking.List()

    def test_a_retired_phrase_stays_on_it(self, couple: Couple, alice: User, bob: User) -> None:
        tales.likes(couple, bob, "tea")
        Phrase.objects.filter(slug="tea").update(retired=True)
        Phrase.objects.changed()
        assert [one.slug for one in seen_by(alice, couple, bob).phrases] == ["tea"]

    def test_of_two_tabs_the_later_one_looks_again(self, couple: Couple, bob: User) -> None:
        with acting_as(bob):
            for seen in (0, 1):
                liking.keep(couple, ["tea"], [], seen=seen, by=bob)
                with pytest.raises(liking.Changed):
                    liking.keep(couple, ["my-tone"], [], seen=seen, by=bob)
            assert liking.of(couple, bob).slugs == ["tea"]

    def test_it_is_for_this_partner_and_for_no_later_one(
        self, couple: Couple, alice: User, bob: User, mallory: User, now: datetime
    ) -> None:
        tales.likes(couple, bob, own=["As in Lisbon."])
        with acting_as(alice):
            pairing.unpair(couple, by=alice, now=now)
        ours = factories.couple(bob, mallory, now=now)
        assert seen_by(bob, ours, bob) == liking.List()
        for reader in (alice, mallory):
            with acting_as(reader):
                assert not Liked.objects.exists()

    def test_neither_house_nor_therapist_reads_it(
        self, couple: Couple, alice: User, bob: User, tess: User, now: datetime
    ) -> None:
        factories.agreement(couple, tess, alice, bob, now=now)
        tales.likes(couple, bob, "tea")
        with acting_as(tess):
            assert not Liked.objects.exists()
        with as_steward():
            assert not Liked.objects.exists()
