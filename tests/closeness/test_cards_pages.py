"""The cards, as somebody meets them in a browser: they go in and never come out."""

from datetime import datetime, timedelta

import pytest
from django.http import QueryDict
from django.test import Client

from closeness import answering
from closeness.models import Answer, Said
from closeness.views.cards import keep_said
from couples.away import Fate
from couples.models import Couple, User
from privacy.context import acting_as, as_dealer
from tests.closeness import table
from tests.closeness.pages import CARDS, page, sent, without_tokens
from tests.conftest import ClientOf, Clock

KEEP = "/closeness/cards/keep/"
KEPT = "Kept. Your answers are not shown again"
CHECKED = " checked"


@pytest.fixture
def card(both: Couple, alice: User) -> str:
    return f"card-{hand(both, alice)[0]}"


def hand(couple: Couple, person: User) -> list[str]:
    with acting_as(person):
        return [card.pk for card, _ in answering.cards(couple, by=person)]


def said(person: User) -> list[str]:
    with as_dealer():
        return [one.said for one in Answer.objects.filter(person=person)]


class TestCards:
    def test_they_are_asked_with_nothing_chosen(
        self, both: Couple, alice: User, hers: Client
    ) -> None:
        shown = page(hers, CARDS)
        mine = hand(both, alice)
        assert shown.count("<fieldset") == len(mine) >= 12
        assert shown.count('type="radio"') == 3 * len(mine)
        assert CHECKED not in shown
        assert "Shared routines and small services" in shown
        assert "Sexual closeness" not in shown

    def test_what_is_said_is_kept_and_not_shown_again(
        self, card: str, alice: User, hers: Client
    ) -> None:
        before = without_tokens(page(hers, CARDS))
        assert KEPT in sent(hers, CARDS, **{card: Said.ENJOY})
        assert said(alice) == [Said.ENJOY]
        assert without_tokens(page(hers, CARDS)) == before

    def test_it_can_be_said_anew(self, card: str, alice: User, hers: Client) -> None:
        sent(hers, CARDS, **{card: Said.ENJOY})
        assert KEPT in sent(hers, CARDS, **{card: Said.NOT_NOW})
        assert said(alice) == [Said.NOT_NOW]

    def test_to_say_nothing_is_fine(self, card: str, alice: User, hers: Client) -> None:
        assert KEPT in sent(hers, CARDS)
        assert not said(alice)

    def test_what_was_just_chosen_stays_when_something_else_is_wrong(
        self, both: Couple, alice: User, hers: Client
    ) -> None:
        one, other = (f"card-{card}" for card in hand(both, alice)[:2])
        shown = hers.post(CARDS, {one: Said.OPEN, other: "maybe"}).content.decode()
        assert "Choose one of the three, or none." in shown
        assert shown.count(CHECKED) == 1
        assert not said(alice)

    def test_a_script_keeps_each_choice_at_once(self, card: str, alice: User, hers: Client) -> None:
        assert f'data-autosave="{KEEP}"' in page(hers, CARDS)
        answer = hers.post(KEEP, {card: Said.OPEN})
        assert (answer.status_code, answer.content) == (204, b"")
        assert said(alice) == [Said.OPEN]
        assert hers.post(KEEP, {card: "maybe"}).status_code == 400

    @pytest.mark.parametrize("name", ["of the other", "made up"])
    def test_only_one_s_own_cards_are_taken(
        self, name: str, both: Couple, bob: User, hers: Client
    ) -> None:
        card = hand(both, bob)[0] if name == "of the other" else "A" * 22
        assert "Those cards are over" in sent(hers, CARDS, **{f"card-{card}": Said.OPEN})
        assert hers.post(KEEP, {f"card-{card}": Said.OPEN}).status_code == 409

    def test_of_a_week_that_has_ended_nothing_is_taken(
        self, card: str, both: Couple, alice: User, clock: Clock, client_of: ClientOf
    ) -> None:
        clock(table.close())
        assert "Those cards are over" in sent(client_of(alice), CARDS, **{card: Said.OPEN})
        assert not said(alice)


class TestSignedOut:
    """Whoever finds a page on which the session has run out can say less in its owner’s name, never more."""

    def test_a_no_is_kept(self, card: str, alice: User, hers: Client, now: datetime) -> None:
        sent(hers, CARDS, **{card: Said.OPEN})
        with acting_as(alice):
            assert keep_said(by=alice, data=QueryDict(f"{card}=not_now"), now=now) == Fate.KEPT
        assert said(alice) == [Said.NOT_NOW]

    @pytest.mark.parametrize("yes", [Said.OPEN, Said.ENJOY])
    def test_a_yes_is_not(
        self, yes: Said, both: Couple, alice: User, now: datetime, clock: Clock, client_of: ClientOf
    ) -> None:
        one, other = (f"card-{card}" for card in hand(both, alice)[:2])
        browser = client_of(alice)
        sent(browser, CARDS, **{one: Said.NOT_NOW})
        clock(now + timedelta(minutes=16))
        typed = {one: yes, other: Said.NOT_NOW}
        answer = browser.post(KEEP, typed, headers={"Sec-Fetch-Dest": "empty"})
        assert answer.status_code == 413
        assert said(alice) == [Said.NOT_NOW] * 2

    @pytest.mark.parametrize("sent", ["{card}=maybe", "card-AAAAAAAAAAAAAAAAAAAAAA=open"])
    def test_or_it_is_said_that_it_was_not(
        self, sent: str, card: str, alice: User, now: datetime
    ) -> None:
        data = QueryDict(sent.format(card=card))
        with acting_as(alice):
            assert keep_said(by=alice, data=data, now=now) == Fate.LOST

    def test_nobody_s_are_lost(self, mallory: User, now: datetime) -> None:
        with acting_as(mallory):
            assert keep_said(by=mallory, data=QueryDict("card-x=open"), now=now) == Fate.LOST
