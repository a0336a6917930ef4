"""A copy is a row: asked for once, made once, fetched for a day, then gone; never in plain text."""

import io
from datetime import datetime, timedelta
from functools import partial
from zipfile import ZipFile

import pytest
from django.db import IntegrityError
from django.utils import timezone

from couples import pairing
from couples.models import User
from leaving import as_csv, copying, exporting, sealing
from leaving.models import Export, ExportPiece
from privacy import keys, tokens
from privacy.context import acting_as, as_steward
from reminders import ticking
from reminders.delivering import Lease
from tests import factories, racing
from tests.leaving import conftest
from tests.leaving.conftest import DAY, ask, export_of, file_of, made

MINUTE = timedelta(minutes=1)
State = Export.State


def rows(person: User) -> tuple[int, int]:
    with as_steward():
        mine = Export.objects.filter(person=person).count()
        return mine, ExportPiece.objects.filter(person=person).count()


class TestAsking:
    def test_twice_is_once(self, alice: User, now: datetime) -> None:
        assert ask(alice, now) == ask(alice, now + MINUTE)
        assert rows(alice) == (1, 0)

    def test_a_ready_one_is_not_made_again(self, alice: User, now: datetime) -> None:
        ready = made(alice, now)
        assert ask(alice, now + MINUTE).public_id == ready.public_id

    def test_a_failed_one_gives_way(self, alice: User, now: datetime) -> None:
        failed = ask(alice, now)
        with as_steward():
            Export.objects.update(state=State.FAILED)
        assert ask(alice, now).public_id != failed.public_id

    def test_somebody_has_one_whatever_the_code_says(self, alice: User, now: datetime) -> None:
        ask(alice, now)
        with pytest.raises(IntegrityError, match="person_has_one_export"), acting_as(alice):
            Export.objects.create(person=alice, asked_at=now)


class TestMaking:
    def test_a_tick_makes_it_at_once(self, alice: User, now: datetime) -> None:
        ask(alice, now)
        assert ticking.is_anything_due(now)
        assert ticking.tick(now=now)["copies"] == 1
        assert export_of(alice).is_ready
        assert ticking.tick(now=now)["copies"] == 0

    def test_its_size_is_that_of_the_file(self, alice: User, now: datetime) -> None:
        ready = made(alice, now)
        assert ready.size == len(file_of(ready))

    def test_it_is_cut_into_pieces_and_whole_again(
        self, alice: User, now: datetime, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sealing, "PIECE", 100)
        ready = made(alice, now)
        assert rows(alice)[1] > 10
        assert ZipFile(io.BytesIO(file_of(ready))).testzip() is None

    def test_a_tick_makes_no_more_than_a_few(self, now: datetime) -> None:
        people = [factories.person(f"person{number}") for number in range(exporting.A_TICK + 1)]
        for one in people:
            ask(one, now)
        assert exporting.make_all(now) == exporting.A_TICK
        assert exporting.make_all(now) == 1


class TestDyingInTheMiddle:
    @pytest.fixture
    def breaks(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def broken(*_: object) -> None:
            raise MemoryError("a word of alice’s")

        monkeypatch.setattr(as_csv, "write", broken)

    @pytest.mark.usefixtures("breaks")
    def test_nothing_is_left_and_the_next_begins_anew(
        self, alice: User, now: datetime, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sealing, "PIECE", 100)
        ask(alice, now)
        assert exporting.make_all(now) == 0
        assert rows(alice) == (1, 0)
        monkeypatch.undo()
        assert exporting.make_all(now) == 0  # the lease of the first
        assert exporting.make_all(now + 4 * MINUTE) == 1

    @pytest.mark.usefixtures("breaks")
    def test_after_three_times_it_says_so(self, alice: User, now: datetime) -> None:
        ask(alice, now)
        for number in range(4):
            exporting.make_all(now + number * 4 * MINUTE)
        assert export_of(alice).has_failed
        assert not ticking.is_anything_due(now + DAY)

    @pytest.mark.usefixtures("breaks")
    def test_the_log_names_no_words(
        self, alice: User, now: datetime, caplog: pytest.LogCaptureFixture
    ) -> None:
        ask(alice, now)
        exporting.make_all(now)
        assert "MemoryError" in caplog.text
        assert "a word of alice" not in caplog.text

    def test_one_that_fails_keeps_no_other_waiting(
        self, alice: User, bob: User, now: datetime, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def write(export: Export, *, now: datetime) -> int:
            if export.person == alice:
                raise ValueError
            return 1

        ask(alice, now)
        ask(bob, now + MINUTE)
        monkeypatch.setattr(copying, "write", write)
        assert exporting.make_all(now + MINUTE) == 1
        assert export_of(bob).is_ready

    def test_a_slow_holder_writes_nothing_over_its_successor(
        self, alice: User, now: datetime
    ) -> None:
        ask(alice, now)
        slow = Lease(now)
        first = exporting.claim(slow)
        later = now + slow.lasts
        assert first
        assert exporting.make_all(later) == 1
        assert not exporting.make(first, slow)
        assert export_of(alice).ready_at == later

    def test_a_slow_holder_leaves_the_work_to_its_successor(
        self, alice: User, now: datetime
    ) -> None:
        ask(alice, now)
        slow = Lease(now)
        first = exporting.claim(slow)
        quick = Lease(now + slow.lasts)
        second = exporting.claim(quick)
        assert first
        assert second
        assert not exporting.make(first, slow)
        assert rows(alice) == (1, 0)
        assert exporting.make(second, quick)

    def test_one_taken_back_meanwhile_is_not_there_afterwards(
        self, alice: User, now: datetime
    ) -> None:
        ask(alice, now)
        lease = Lease(now)
        claimed = exporting.claim(lease)
        with acting_as(alice):
            exporting.remove(by=alice)
        assert claimed
        assert not exporting.make(claimed, lease)
        assert rows(alice) == (0, 0)


class TestTheEndOfTheDay:
    def test_it_can_be_fetched_until_then(self, alice: User, now: datetime) -> None:
        made(alice, now)
        with acting_as(alice):
            assert exporting.of(alice, now=now + DAY - MINUTE)
            assert exporting.of(alice, now=now + DAY) is None

    def test_then_it_is_gone_from_the_database(self, alice: User, now: datetime) -> None:
        made(alice, now)
        assert rows(alice) == (1, 1)
        assert ticking.is_anything_due(now + DAY)
        ticking.tick(now=now + DAY)
        assert rows(alice) == (0, 0)

    def test_it_can_be_removed_before(self, alice: User, now: datetime) -> None:
        made(alice, now)
        with acting_as(alice):
            exporting.remove(by=alice)
        assert rows(alice) == (0, 0)


class TestSealed:
    @pytest.fixture
    def ready(self, alice: User, now: datetime) -> Export:
        with acting_as(alice):
            ours = pairing.couple_of(alice, now=now)
        factories.check_in(alice, ours, now.date(), now=now, note=("Wanderlust", "only_me"))
        return made(alice, now)

    def stored(self, ready: Export) -> ExportPiece:
        with as_steward():
            return ExportPiece.objects.get(export=ready, number=1)

    def test_the_database_holds_noise(self, ready: Export) -> None:
        sealed = bytes(self.stored(ready).sealed)
        assert b"PK\3\4" not in sealed
        assert b"moments.html" not in sealed
        assert b"moments.html" in file_of(ready)

    def test_a_changed_bit_is_refused(self, ready: Export) -> None:
        sealed = bytearray(self.stored(ready).sealed)
        sealed[-1] ^= 1
        with acting_as(ready.person), pytest.raises(tokens.CannotBeOpened):
            sealing.open_(bytes(sealed), ready, 1)

    def test_another_place_is_refused(self, ready: Export) -> None:
        sealed = bytes(self.stored(ready).sealed)
        with acting_as(ready.person), pytest.raises(tokens.CannotBeOpened):
            sealing.open_(sealed, ready, 2)

    def test_nobody_else_has_the_key(self, ready: Export, mallory: User) -> None:
        sealed = bytes(self.stored(ready).sealed)
        with acting_as(mallory), pytest.raises(tokens.KeyIsGone):
            sealing.open_(sealed, ready, 1)

    def test_without_the_key_nothing_opens_it(self, ready: Export) -> None:
        keys.destroy(ready.person_id)
        with pytest.raises(tokens.KeyIsGone):
            file_of(ready)


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
class TestTwoTicksAtOnce:
    def test_each_copy_is_made_once(self) -> None:
        now = timezone.now()
        people = [factories.person(f"person{number}") for number in range(4)]
        for one in people:
            ask(one, now)
        with racing.side_by_side(threads=4) as together:
            assert sum(together(*[partial(exporting.make_all, now)] * 4)) == len(people)
        assert all(export_of(one).attempts == 1 for one in people)


class TestTenThousandRows:
    """Or eighteen hundred, without `--heavy`: to look at memory takes ten times as long as the copy."""

    def test_they_take_the_memory_of_a_few(
        self, alice: User, mallory: User, now: datetime, request: pytest.FixtureRequest
    ) -> None:
        much = 10_000 if request.config.getoption("--heavy") else 1_800
        for one, number in ((alice, 600), (mallory, much)):
            with acting_as(one):
                ours = pairing.couple_of(one, now=now)
            conftest.many_days(one, ours, number, now=now)
        few, _ = conftest.peak_of(alice, now)
        many, export = conftest.peak_of(mallory, now)
        assert len(conftest.read(ZipFile(io.BytesIO(file_of(export))))["days"]) == much
        assert many - few < 1_000_000, (few, many)
