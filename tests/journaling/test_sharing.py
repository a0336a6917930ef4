"""A page that the other may read, and one that they may not any more."""

from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError, transaction

from couples import pairing, pauses, reaching
from couples.models import Couple, User
from journaling import sharing, writing
from journaling.models import Entry, Shared
from journaling.writing import Opened, Page, Part
from privacy.context import acting_as, as_steward
from tests import factories
from tests.journaling import tales
from tests.journaling.tales import WORDS

DAY = timedelta(days=1)


class TestSharing:
    def test_the_other_reads_it_as_it_stands(
        self, entry: Entry, couple: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        tales.written(alice, "A private one.", now=now)
        assert tales.read_by(bob, couple) == []
        tales.shared(couple, alice, entry=entry, now=now)
        assert tales.read_by(bob, couple) == [Page(parts=(Part("", WORDS),))]
        with acting_as(bob):
            assert not Entry.objects.exists()

    def test_nobody_else_reads_it(
        self, couple: Couple, alice: User, bob: User, tess: User, mallory: User, now: datetime
    ) -> None:
        factories.agreement(couple, tess, alice, bob, now=now)
        tales.shared(couple, alice, now=now)
        for one in (tess, mallory):
            with acting_as(one):
                assert not Shared.objects.exists()
        with as_steward():
            assert not Shared.objects.exists()
            assert not Entry.objects.exists()

    def test_pressed_twice_it_is_shared_once(
        self, entry: Entry, couple: Couple, alice: User, now: datetime
    ) -> None:
        seen = entry.page
        with acting_as(alice):
            first, second = (
                sharing.share(couple, entry, seen=seen, by=alice, now=now) for _ in range(2)
            )
        assert first == second

    def test_changed_meanwhile_it_stays_private(
        self, entry: Entry, couple: Couple, alice: User, now: datetime
    ) -> None:
        seen = entry.page
        with acting_as(alice):
            other = Opened("2" * 22, follows=seen)
            writing.keep(entry, Page(parts=(Part("", "More"),)), opened=other, now=now)
            with pytest.raises(sharing.MovedOn):
                sharing.share(couple, entry, seen=seen, by=alice, now=now)
            assert not Shared.objects.exists()

    def test_not_in_a_rest_and_back_at_any_time(
        self, entry: Entry, couple: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        other = tales.written(alice, now=now)
        tales.shared(couple, alice, entry=entry, now=now)
        with acting_as(bob):
            pauses.begin(couple, days=2, now=now)
        with pytest.raises(reaching.Resting):
            tales.shared(couple, alice, entry=other, now=now)
        tales.taken_back(entry, alice)
        assert tales.read_by(bob, couple) == []

    def test_not_with_nobody(self, mallory: User, now: datetime) -> None:
        entry = tales.written(mallory, now=now)
        with acting_as(mallory):
            alone = pairing.couple_of(mallory, now=now)
        with pytest.raises(reaching.NobodyThere):
            tales.shared(alone, mallory, entry=entry, now=now)

    def test_an_empty_page_is_not_shared(
        self, entry: Entry, couple: Couple, alice: User, now: datetime
    ) -> None:
        with acting_as(alice):
            opened = Opened("2" * 22, follows=entry.page)
            writing.keep(entry, Page(), opened=opened, now=now)
        with pytest.raises(sharing.MovedOn):
            tales.shared(couple, alice, entry=entry, now=now)


class TestTakingBack:
    def test_shared_anew_it_has_another_name_and_the_new_words(
        self, entry: Entry, couple: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        first = tales.shared(couple, alice, entry=entry, now=now)
        tales.taken_back(entry, alice)
        with acting_as(alice):
            opened = Opened("2" * 22, follows=tales.again(entry, alice).page)
            writing.keep(entry, Page(parts=(Part("", "New"),)), opened=opened, now=now)
        second = tales.shared(couple, alice, entry=entry, now=now)
        assert first.public_id != second.public_id
        assert tales.read_by(bob, couple) == [Page(parts=(Part("", "New"),))]

    def test_the_other_cannot_take_it_back(
        self, entry: Entry, couple: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        tales.shared(couple, alice, entry=entry, now=now)
        with acting_as(bob):
            assert Shared.objects.all().delete()[0] == 0
        assert len(tales.read_by(bob, couple)) == 1


class TestTheDatabase:
    def test_what_was_shared_is_never_changed(
        self, couple: Couple, alice: User, now: datetime
    ) -> None:
        tales.shared(couple, alice, now=now)
        with acting_as(alice):
            assert Shared.objects.update(shared_at=now + DAY) == 0

    def test_nobody_shares_what_is_not_theirs(
        self, entry: Entry, couple: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        facts = {"couple": couple, "on": now.date(), "shared_at": now, "written": Page().kept}
        for person in (alice, bob):
            with (
                acting_as(bob),
                pytest.raises(DatabaseError, match="row-level"),
                transaction.atomic(),
            ):
                Shared.objects.create(entry=entry, person=person, **facts)

    def test_a_page_stays_with_whoever_wrote_it(self, entry: Entry, alice: User, bob: User) -> None:
        with (
            acting_as(alice),
            pytest.raises(DatabaseError, match="permission denied"),
            transaction.atomic(),
        ):
            Entry.objects.filter(pk=entry.pk).update(person=bob)


class TestParting:
    def test_each_keeps_their_own_and_loses_the_other_s(
        self, entry: Entry, couple: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        tales.shared(couple, alice, entry=entry, now=now)
        tales.shared(couple, bob, now=now)
        with acting_as(alice):
            pairing.unpair(couple, by=alice, now=now)
        for one in (alice, bob):
            with acting_as(one):
                alone = pairing.couple_of(one, now=now)
                assert Entry.objects.count() == 1
                assert not Shared.objects.exclude(person=one).exists()
                assert not sharing.is_shared(alone, Entry.objects.get())

    def test_it_can_be_written_on_and_shared_with_somebody_else(
        self, entry: Entry, couple: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        tales.shared(couple, alice, entry=entry, now=now)
        with acting_as(alice):
            pairing.unpair(couple, by=alice, now=now)
        carol = factories.person("carol")
        theirs = factories.couple(carol, alice, now=now + DAY)
        found = tales.again(entry, alice)
        with acting_as(alice):
            new = Page(parts=(Part("", "New"),))
            writing.keep(found, new, opened=Opened("2" * 22, found.page), now=now + DAY)
        tales.shared(theirs, alice, entry=found, now=now + DAY)
        assert tales.read_by(carol, theirs) == [new]
        with acting_as(bob):
            assert not Shared.objects.exists()
