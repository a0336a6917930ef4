"""One shared device, passed back and forth, or aloud with the screen as a guide; without a script."""

import re
from datetime import datetime

import pytest
from django.test import Client

from couples.models import Couple, User
from listening.models import Line, Session
from listening.turns import Act
from privacy.context import acting_as
from tests.listening import steps
from tests.listening.pages import page_of, send
from tests.listening.steps import again, take, walk

pytestmark = pytest.mark.usefixtures("clock")

State = Session.State


class TestOneDevice:
    @pytest.fixture
    def shared(self, couple: Couple, alice: User, now: datetime) -> Session:
        return steps.invited(couple, alice, now=now, way=Session.Way.ONE_DEVICE)

    def test_an_address_of_an_earlier_step_hands_it_over_anew(
        self, shared: Session, hers: Client, alice: User, now: datetime
    ) -> None:
        for act in (Act.READY, Act.READY, Act.BEGIN, Act.SAY, Act.SAY_BACK):
            take(shared, act, by=alice, now=now)
        stale = f"{shared.get_absolute_url()}?holder=host&at={again(shared).version - 2}"
        assert steps.SAID not in hers.get(stale).content.decode()

    def test_it_is_passed_on_from_the_beginning_to_the_end(
        self, shared: Session, hers: Client
    ) -> None:
        send(hers, shared, who="host")
        send(hers, shared, who="guest")
        for fields in ({}, {"words": steps.SAID}, {"words": "You felt alone."}, {"act": "yes"},
                       {"words": "you felt alone."}) * 2:  # fmt: skip
            if again(shared).state == State.SPEAKING and not fields:
                continue
            if "is next" in page_of(hers, shared):
                held = re.search(r'href="(\?holder=\w+&amp;at=\d+)"', page_of(hers, shared))
                assert held
                send(hers, shared, held[1].replace("&amp;", "&"), **fields)
            else:
                send(hers, shared, **fields)
        for who in ("guest", "host"):
            at = again(shared).version
            send(hers, shared, f"?holder={who}&at={at}", heard="7", hard="2")
        for who in ("host", "guest"):
            at = again(shared).version
            send(hers, shared, f"?holder={who}&at={at}", keep="keep")
        assert again(shared).state == State.DONE

    def test_it_covers_what_was_written_until_it_is_passed_on(
        self, shared: Session, hers: Client, alice: User, now: datetime
    ) -> None:
        found = walk(shared, Act.READY, Act.READY, Act.BEGIN, Act.SAY, now=now, by=alice)
        page = page_of(hers, shared)
        assert "Bob is next" in page
        assert steps.SAID not in page
        assert steps.SAID in page_of(hers, shared, f"?holder=guest&at={found.version}")
        assert "Bob is next" in page_of(hers, shared, f"?holder=host&at={found.version}")

    def test_a_rating_is_covered_for_the_other(
        self, shared: Session, hers: Client, alice: User, now: datetime
    ) -> None:
        walk(shared, *steps.TO_RATING, now=now, by=alice)
        found = take(shared, Act.RATE, now=now, by=alice)
        for holder in ("host", "guest"):
            page = page_of(hers, shared, f"?holder={holder}&at={found.version}")
            assert "checked" not in page

    def test_a_time_out_is_offered_before_it_is_passed_on(
        self, shared: Session, hers: Client, alice: User, now: datetime
    ) -> None:
        once_more = (Act.NOT_QUITE, Act.SAY_MORE, Act.SAY_BACK)
        walk(shared, Act.READY, Act.READY, Act.BEGIN, Act.SAY, Act.SAY_BACK, now=now, by=alice)
        tired = walk(shared, *once_more, *once_more, Act.NOT_QUITE, now=now, by=alice)
        assert tired.state == State.TIRED
        page = page_of(hers, shared)
        assert "Alice is next" in page
        assert page.count("Take 20 minutes") == 1
        held = page_of(hers, shared, f"?holder=host&at={tired.version}")
        assert held.count("Take 20 minutes") == 1

    def test_at_the_end_it_says_where_the_numbers_were_given(
        self, shared: Session, hers: Client, alice: User, now: datetime
    ) -> None:
        walk(shared, *steps.WHOLE, now=now, by=alice)
        page = page_of(hers, shared)
        assert "on one device" in page
        assert "You both felt heard" not in page

    def test_aloud_nothing_is_written_but_the_ratings(
        self, couple: Couple, alice: User, hers: Client, now: datetime
    ) -> None:
        session = steps.invited(couple, alice, now=now, way=Session.Way.ONE_DEVICE, spoken=True)
        walk(session, Act.READY, Act.READY, now=now, by=alice)
        for _ in range(9):
            page = page_of(hers, session)
            assert "<textarea" not in page
            send(hers, session, **({"act": "yes"} if "not quite" in page else {}))
        assert again(session).state == State.RATING
        with acting_as(alice):
            assert not Line.objects.exists()
