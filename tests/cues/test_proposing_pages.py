"""A cue is proposed, and changed: what each of the two is shown."""

from datetime import datetime

import pytest
from django.test import Client

from couples.models import Couple, User
from cues import proposing
from cues.models import Cue, Proposal
from privacy.context import acting_as, asking
from privacy.identifiers import new_public_id
from tests import factories
from tests.cues import agreed
from tests.cues.agreed import HAND, HUM, LAMP
from tests.cues.pages import HOME, NEW, page, page_after, post, send, under


class TestProposing:
    def test_in_one_s_own_words_and_the_other_signs(
        self, couple: Couple, alice: User, hers: Client, his: Client
    ) -> None:
        assert "It waits for Bob now." in send(hers, own="  A hand \n held out ")
        assert "A hand held out" in page(his)
        with acting_as(alice):
            one = Proposal.objects.get()
        assert "Signed. It is the two of yours now." in post(his, under(one, "sign"), seen=1)
        for client in (hers, his):
            shown = page(client)
            assert "This week’s cue" in shown
            assert "Signed by both of you" in shown
            assert "Sign it" not in shown

    def test_one_press_takes_one_of_the_list(
        self, couple: Couple, hers: Client, his: Client
    ) -> None:
        agreed.ideas_there()
        assert LAMP in page(hers, NEW)
        assert "It waits for Bob now." in send(hers, chosen="on")
        assert LAMP in page(his)

    def test_sent_twice_it_waits_once(self, couple: Couple, alice: User, hers: Client) -> None:
        token = new_public_id()
        for words in (HAND, HAND):
            assert "It waits for Bob now." in send(hers, own=words, token=token)
        with acting_as(alice):
            assert Proposal.objects.count() == 1

    @pytest.mark.parametrize(
        ("fields", "said"),
        [
            ({}, "Write one, or choose one"),
            ({"own": " \n "}, "Write one, or choose one"),
            ({"own": "x" * 121}, "121 characters long, and 120 fit"),
            ({"chosen": "gone"}, "The list has changed"),
            ({"chosen": "retired"}, "The list has changed"),
            ({"own": HAND, "token": "x"}, "Please look at this again"),
        ],
    )
    def test_a_form_that_says_too_little_or_too_much(
        self, fields: dict[str, str], said: str, couple: Couple, alice: User, hers: Client
    ) -> None:
        agreed.ideas_there()
        with asking(factories.CONTENT_WORK):
            Cue.objects.create(slug="retired", words="Hm.", retired=True)
        assert said in send(hers, **fields)
        with acting_as(alice):
            assert not Proposal.objects.exists()

    def test_too_many_is_said_beside_the_words(
        self, couple: Couple, alice: User, bob: User, hers: Client, now: datetime
    ) -> None:
        for number in range(proposing.MOST_STANDING):
            one = agreed.signed(couple, bob, f"Number {number}", signer=alice, now=now)
        shown = send(hers, own=HUM)
        assert "The two of you have 12 cues" in shown
        assert f'value="{HUM}"' in shown
        agreed.retire(one, alice, now=now)
        assert "It waits for Bob now." in send(hers, own=HUM)

    def test_who_reads_it_stands_there(self, waiting: Proposal, hers: Client) -> None:
        for path in (NEW, under(waiting, "change")):
            assert "You and Bob read it, at once. Your therapist doesn’t." in page(hers, path)

    def test_alone_there_is_an_invitation(self, alice: User, hers: Client) -> None:
        assert "This begins with two" in page(hers)
        assert hers.get(NEW)["Location"] == HOME

    def test_with_none_there_is_a_beginning(self, couple: Couple, hers: Client) -> None:
        assert "Suggest a first one" in page(hers)


class TestChanging:
    def test_until_it_is_signed_both_stand_there(
        self, standing: Proposal, hers: Client, his: Client
    ) -> None:
        path, token = under(standing, "change"), new_public_id()
        assert f'value="{HAND}"' in page(hers, path)
        assert "It waits for Bob now." in post(hers, path, seen=1, words=LAMP, token=token)
        shown = page(his)
        assert "Alice suggests new words" in shown
        assert f"Until you sign them it stays as it is: {HAND}" in shown
        assert "Signed." in post(his, under(standing, "sign"), seen=2)
        assert HAND not in page(his)

    def test_from_an_older_tab_it_is_asked_once_more(
        self, waiting: Proposal, hers: Client, now: datetime
    ) -> None:
        agreed.changed(waiting, LAMP, now=now)
        path, token = under(waiting, "change"), new_public_id()
        shown = post(hers, path, seen=1, words=HUM, token=token)
        assert "changed or taken back meanwhile" in shown
        assert LAMP in shown
        assert 'name="seen" value="2"' in shown
        assert f'value="{HUM}"' in shown
        assert "It waits for Bob" in post(hers, path, seen=2, words=HUM, token=token)

    def test_gone_meanwhile_it_says_so(
        self, standing: Proposal, alice: User, bob: User, hers: Client, his: Client, now: datetime
    ) -> None:
        assert "It is not there any more." in page_after(his, under(standing, "change"))
        agreed.retire(standing, bob, now=now)
        assert "It is not there any more." in page_after(hers, under(standing, "change"))

    def test_words_for_what_is_gone_are_not_lost(
        self, standing: Proposal, bob: User, hers: Client, now: datetime
    ) -> None:
        agreed.retire(standing, bob, now=now)
        facts = {"seen": 1, "token": new_public_id(), "words": HUM}
        shown = post(hers, under(standing, "change"), **facts)
        assert "What you wrote is here" in shown
        assert f'value="{HUM}"' in shown
        assert f'action="{NEW}"' in shown

    def test_no_words_are_no_change(self, waiting: Proposal, hers: Client) -> None:
        facts = {"seen": 1, "token": new_public_id(), "words": " "}
        assert "This field is required" in post(hers, under(waiting, "change"), **facts)
