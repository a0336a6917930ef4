"""Alice goes on alone, or she is erased: whoever stays cannot tell the one from the other."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from django.core import mail
from django.db import transaction
from django.http.response import HttpResponseBase
from django.test import Client
from time_machine import TimeMachineFixture

from checkins.models import CheckIn, Seen
from couples import invitations, pairing, yourself
from couples.models import Couple, Happening, Invitation, User
from leaving import erasing
from privacy.context import acting_as, as_steward
from reminders import ticking
from tests import factories, pages
from tests.checkins import wishes
from tests.conftest import ClientOf, asked_again
from tests.leaving import conftest
from tests.leaving.conftest import GRACE, wish

Ending = Callable[[], None]
ELSEWHERE = {"/leave/", "/health/"}
MASKS = (rb'csrfmiddlewaretoken" value="\w+', rb'name="(page|token)" value="[\w-]+')


@pytest.fixture
def then(now: datetime) -> datetime:
    return now + GRACE


@pytest.fixture
def couple(alice: User, bob: User, tess: User, now: datetime, then: datetime) -> Couple:
    """On the last day both have checked in, and alice has read bob’s. Before, she told tess a word alone."""
    couple = factories.couple(alice, bob, now=now)
    factories.agreement(couple, tess, alice, bob, now=now)
    wishes.agreed(couple, alice, bob, wishes.every_day(), now=now)
    for on in (now.date(), then.date()):
        for one in (alice, bob):
            words = {"appreciation": "Thank you."}
            factories.check_in(one, couple, on, now=then, words=words, note=("…", "both"))
    with acting_as(alice):
        for theirs in CheckIn.objects.filter(person=bob):
            Seen.objects.create(check_in=theirs, person=alice, at=then)
        yourself.answer({"afraid": "no"}, by=alice, now=now)
    factories.tell(alice, couple, "For you alone.", now=now)
    wish(alice, now)
    return couple


@pytest.fixture
def goes_on_alone(couple: Couple, alice: User, then: datetime) -> Ending:
    """And takes back what she told tess, as anybody may."""

    def end() -> None:
        with acting_as(alice):
            erasing.take_back(by=alice)
            yourself.take_back(by=alice)
            pairing.unpair(couple, by=alice, now=then)

    return end


@pytest.fixture
def is_erased(then: datetime) -> Ending:
    def end() -> None:
        erasing.carry_on(then)
        assert erasing.carry_on(then + erasing.LINGER) == 1

    return end


@pytest.fixture
def links() -> list[str]:
    """Those with which the two came together."""
    with as_steward():
        return [f"/join/{invitations.token_of(one)}/" for one in Invitation.objects.all()]


def masked(answer: HttpResponseBase) -> tuple[int, list[tuple[str, str]], bytes]:
    body = b"" if answer.streaming else getattr(answer, "content", b"")
    for mask in MASKS:
        body = re.sub(mask, b"", body)
    return answer.status_code, sorted(answer.items()), body


def everything(clients: dict[str, Client], *also: str) -> Iterator[tuple[str, object]]:
    here = [one.url for one in pages.named() if not one.is_admin and not one.is_allauth]
    for name, client in clients.items():
        for path in [*here, *also]:
            if path not in ELSEWHERE:
                yield f"{name} {path}", masked(client.get(path))


class TestTwins:
    @pytest.fixture(autouse=True)
    def time_stands(self, time_machine: TimeMachineFixture, then: datetime) -> None:
        time_machine.move_to(then, tick=False)

    @pytest.fixture
    def after(
        self,
        couple: Couple,
        bob: User,
        tess: User,
        client_of: ClientOf,
        then: datetime,
        links: list[str],
    ) -> Callable[[Ending], dict[str, object]]:
        clients = {"bob": client_of(bob), "tess": client_of(tess)}
        for name, person in (("bob", bob), ("tess", tess)):
            asked_again(clients[name], person)

        def look(end: Ending) -> dict[str, object]:
            """Everything that the others get; then all of it is undone."""
            mail.outbox.clear()
            with transaction.atomic():
                end()
                seen = dict(
                    everything(clients | {"visitor": Client()}, *links, f"/history/{then.date()}/")
                )
                ticking.tick(now=then)
                seen["mail"] = [(one.to, one.subject, one.body) for one in mail.outbox]
                file = conftest.read(conftest.opened(bob, then))
                seen["copy"] = json.dumps(file)
                transaction.set_rollback(True)
            return seen

        return look

    def test_whoever_stays_sees_the_same(
        self,
        after: Callable[[Ending], dict[str, object]],
        goes_on_alone: Ending,
        is_erased: Ending,
    ) -> None:
        alone, erased = after(goes_on_alone), after(is_erased)
        assert len(alone) > 150
        different = [name for name in alone if alone[name] != erased.get(name)]
        assert not different, {name: (alone[name], erased[name]) for name in different[:1]}

    def test_what_is_compared_would_show_it(
        self, after: Callable[[Ending], dict[str, object]], goes_on_alone: Ending
    ) -> None:
        alone, together = after(goes_on_alone), after(lambda: None)
        assert alone["bob /us/"] != together["bob /us/"]
        for path in ("/caseload/", "/caseload/alone/"):
            assert alone[f"tess {path}"] != together[f"tess {path}"]

    def test_the_same_happenings_are_written(
        self, goes_on_alone: Ending, is_erased: Ending, alice: User
    ) -> None:
        """But for hers, which go with her."""
        kinds = []
        for end in (goes_on_alone, is_erased):
            with transaction.atomic():
                end()
                with as_steward():
                    rows = Happening.objects.exclude(by=alice).order_by("at", "kind")
                    kinds.append(list(rows.values_list("kind", "by", "at")))
                transaction.set_rollback(True)
        assert kinds[0] == kinds[1]
