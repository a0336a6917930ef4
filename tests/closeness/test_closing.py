"""The end of a week, whatever has been answered by then."""

from datetime import datetime, timedelta

import pytest

from closeness import answering, closing, ground, options, resting
from closeness.models import Item, Level, Limits, Option, Round
from couples import pairing, pauses
from couples.models import Couple, User
from privacy.context import acting_as, as_dealer, as_steward, asking
from tests import factories
from tests.closeness import table
from tests.closeness.table import no, only, yes

WEEK = timedelta(weeks=1)


def both_say_yes(*people: User, now: datetime) -> None:
    for one in people:
        table.say(one, yes, now=now)


class TestTheFirstWeek:
    def test_each_has_a_hand_of_their_own(
        self, both: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        hers, his = table.hand(alice, now=now), table.hand(bob, now=now)
        assert min(len(hers), len(his)) >= 12
        assert set(hers) != set(his)
        assert {name[:3] for name in (*hers, *his)} == {"l1-"}

    def test_it_is_dealt_once_however_often_somebody_begins(
        self, both: Couple, alice: User, now: datetime
    ) -> None:
        hand = table.hand(alice, now=now)
        table.begin(alice, now=now)
        assert table.hand(alice, now=now) == hand

    def test_both_meet_the_same_of_what_both_chose(
        self, both: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        shared = set(table.hand(alice, now=now)) & set(table.hand(bob, now=now))
        both_say_yes(alice, bob, now=now)
        at = table.close()
        page = table.page(alice, now=at)
        assert page == table.page(bob, now=at)
        assert set(page) <= shared
        assert len(page) == min(5, len(shared))

    def test_what_one_did_not_choose_is_not_there(
        self, both: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        table.say(alice, yes, now=now)
        table.say(bob, no, now=now)
        assert table.page(alice, now=table.close()) == []

    def test_skipped_is_not_now(self, both: Couple, alice: User, bob: User, now: datetime) -> None:
        table.say(alice, yes, now=now)
        assert table.page(alice, now=table.close()) == []

    def test_the_last_word_counts(
        self, both: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        both_say_yes(alice, bob, now=now)
        table.say(bob, no, now=now)
        assert table.page(alice, now=table.close()) == []

    def test_it_does_not_end_early_nor_twice(
        self, both: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        at = table.closes_at()
        assert closing.close_all(at - timedelta(seconds=1)) == 0
        assert closing.close_all(at) == 1
        assert closing.close_all(at) == 0

    def test_a_late_tick_closes_it_once_and_goes_on_from_today(
        self, both: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        both_say_yes(alice, bob, now=now)
        late = table.closes_at() + 3 * WEEK + timedelta(hours=1)
        assert closing.close_all(late) == 1
        assert late < table.closes_at() <= late + WEEK
        assert table.page(alice, now=late)


class TestAnotherWeek:
    def test_a_page_is_good_for_its_week(
        self, both: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        both_say_yes(alice, bob, now=now)
        at = table.close()
        assert table.page(alice, now=at + WEEK - timedelta(seconds=1))
        assert table.page(alice, now=at + WEEK) == []

    def test_a_yes_holds_for_28_days(
        self, both: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        """For four pages; what is asked before its time may be passed over."""
        both_say_yes(alice, bob, now=now)
        pages = [table.page(alice, now=table.close()) for _ in range(5)]
        assert pages[0] == pages[1] == pages[2] == pages[3] != []
        assert pages[4] == []

    def test_a_card_that_comes_early_may_change_a_yes(
        self, both: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        both_say_yes(alice, bob, now=now)
        at = table.close()
        hand = table.hand(bob, now=at)
        assert len(hand) >= 12
        table.say(bob, no, now=at)
        assert not set(table.page(alice, now=table.close())) & set(hand)

    def test_what_both_did_makes_room_for_others(
        self, both: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        both_say_yes(alice, bob, now=now)
        at = table.close()
        first = table.items(alice, now=at)
        pairs = [item.pair for item, _ in first]
        with as_dealer():
            Item.objects.filter(pair__in=pairs[:2]).update(done=True)
        both_say_yes(alice, bob, now=at)
        later = table.page(alice, now=table.close())
        assert {thing.name for _, thing in first[:2]} & set(later[:3]) == set()

    def test_a_changed_text_is_asked_anew_and_a_yes_to_the_old_one_ends(
        self, both: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        both_say_yes(alice, bob, now=now)
        at = table.close()
        (name, *_) = table.page(alice, now=at)
        with asking(factories.CONTENT_WORK):
            option = Option.objects.get(slug=name)
            option.what = "Something else."
            option.save()
        options.changed()
        at = table.close()
        assert name not in table.page(alice, now=at)
        assert name in table.hand(alice, now=at)

    def test_a_card_keeps_its_words_while_an_editor_writes(
        self, both: Couple, alice: User, now: datetime
    ) -> None:
        before = _asks(both, alice)
        with asking(factories.CONTENT_WORK):
            for option in Option.objects.filter(level=1):
                option.what = "Something else."
                option.save()
        options.changed()
        assert _asks(both, alice) == before


class TestWhatIsNotOpen:
    def test_a_level_that_one_has_not_opened_stays_off_the_page(
        self, both: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        """Bob goes back after he has answered; the cards of alice stay as they were."""
        for one in (alice, bob):
            table.limit(one, Limits(level=2))
        at = table.close()
        both_say_yes(alice, bob, now=at)
        table.limit(bob, Limits(level=1))
        hand = table.hand(alice, now=at)
        assert any(name.startswith("l2-") for name in hand)
        assert {name[:3] for name in table.page(alice, now=table.close())} == {"l1-"}

    def test_a_consent_that_ends_within_the_week_is_none(
        self, both: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        until = (table.closes_at() + WEEK).date()
        mine = {"5": until.toordinal() + 8}
        for one in (alice, bob):
            table.limit(one, Limits(level=5, opened=mine))
        at = table.close()
        for one in (alice, bob):
            table.say(one, only(_of_level(one, 5, at)), now=at)
        table.limit(bob, Limits(level=5, opened={"5": until.toordinal() + 7}))
        assert table.page(alice, now=table.close()) == []

    def test_nor_does_what_an_editor_or_one_of_the_two_took_off_the_list(
        self, both: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        both_say_yes(alice, bob, now=now)
        with asking(factories.CONTENT_WORK):
            Option.objects.filter(level=Level.ROUTINES).update(retired=True)
        options.changed()
        assert table.page(alice, now=table.close()) == []


class TestTheTwo:
    def test_with_one_who_has_not_begun_there_is_an_empty_page(
        self, options_there: None, couple: Couple, alice: User, now: datetime
    ) -> None:
        table.begin(alice, now=now)
        table.say(alice, yes, now=now)
        at = table.close()
        assert table.page(alice, now=at) == []
        assert table.hand(alice, now=at)

    @pytest.mark.parametrize("how", ["paused", "resting"])
    def test_while_they_rest_it_is_empty(
        self, how: str, both: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        both_say_yes(alice, bob, now=now)
        if how == "paused":
            with acting_as(bob):
                pauses.begin(both, days=14, now=now)
        else:
            with acting_as(bob):
                resting.rest(table.seat(bob), rests=True)
        assert table.page(alice, now=table.close()) == []

    def test_who_goes_on_alone_has_no_page_and_no_next_round(
        self, both: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        both_say_yes(alice, bob, now=now)
        with acting_as(bob):
            pairing.unpair(both, by=bob, now=now)
        table.close()
        assert table.everywhere(Round.objects.open()) == []
        assert table.everywhere(Item.objects.all()) == []

    def test_one_that_fails_keeps_no_other_couple_waiting(
        self,
        both: Couple,
        other_couple: Couple,
        mallory: User,
        now: datetime,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        table.begin(mallory, now=now)
        real = ground.of

        def fails(couple_id: int, at: datetime) -> object:
            if couple_id == both.pk:
                raise OSError
            return real(couple_id, at)

        monkeypatch.setattr(ground, "of", fails)
        with as_steward():
            at = max(Round.objects.values_list("closes_at", flat=True))
        assert closing.close_all(at) == 1


def _asks(couple: Couple, one: User) -> list[str]:
    with acting_as(one):
        return [thing.what for _, thing in answering.cards(couple, by=one)]


def _of_level(one: User, level: int, now: datetime) -> list[str]:
    return [name for name in table.hand(one, now=now) if name.startswith(f"l{level}-")]
