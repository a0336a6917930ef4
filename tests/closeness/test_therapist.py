"""What a therapist reads of closeness, and a level at which the three stay: only as both agreed to it."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from closeness import doing, holding
from closeness.models import Hold, Limits, Spectrum, Tally
from couples import agreements
from couples.models import Agreed, Agreement, CareLink, Couple, User
from privacy.context import acting_as, as_dealer
from privacy.models import Access
from tests import factories
from tests.care.pages import page_of, text
from tests.closeness import table
from tests.closeness.pages import page
from tests.conftest import ClientOf, Clock

ALL = set(Agreement.KINDS)
UNTIL = date(2026, 5, 20)  # in two weeks
PROPOSED, HOLDS = "it holds when both have said yes", "It holds: both have said yes."


@pytest.fixture
def link(both: Couple, clock: Clock, alice: User, bob: User, tess: User, now: datetime) -> CareLink:
    return factories.agreement(both, tess, alice, bob, now=now, kinds={"closeness"})


@pytest.fixture
def therapist(link: CareLink, tess: User, client_of: ClientOf) -> Client:
    return client_of(tess)


@pytest.fixture
def hold(link: CareLink, tess: User, now: datetime) -> Hold:
    return proposed(link, tess, now=now)


@pytest.fixture
def standing(hold: Hold, alice: User, bob: User, now: datetime) -> Hold:
    agree(hold, alice, bob, now=now)
    assert told() == (hold.level, hold.until)
    return hold


def proposed(link: CareLink, tess: User, *, now: datetime, until: date = UNTIL) -> Hold:
    with acting_as(tess):
        return holding.propose(link, level=2, until=until, now=now)


def agree(hold: Hold, *people: User, now: datetime) -> None:
    for one in people:
        with acting_as(one):
            holding.agree(hold, by=one, now=now)


def told() -> tuple[int | None, date | None]:
    """What the two may know of it."""
    with as_dealer():
        spectrum = Spectrum.objects.get()
    return spectrum.held_at, spectrum.held_until


def has_ended(hold: Hold) -> bool:
    with as_dealer():
        return not Hold.objects.filter(pk=hold.pk, ended_at=None).exists()


def propose(client: Client, couple: Couple, status: int = 200, **fields: object) -> str:
    sent = {"level": 2, "weeks": 2} | fields
    answer = client.post(f"{page_of(couple)}closeness/", sent, follow=True)
    assert answer.status_code == status
    return str(answer.content.decode())


def lift(client: Client, hold: Hold) -> str:
    answer = client.post(f"/caseload/holds/{hold.pk}/lift/", follow=True)
    return str(answer.content.decode()) if answer.status_code == 200 else f"{answer.status_code}"


class TestCounts:
    def done(self, *people: User, now: datetime) -> str:
        title = ""
        for one in people:
            item, thing = table.items(one, now=now)[0]
            title = thing.title
            with acting_as(one):
                doing.did(item, thing, by=one)
        return title

    def test_nothing_yet_asks_for_nothing(self, therapist: Client, both: Couple) -> None:
        assert "no number is expected here" in text(therapist, page_of(both))

    def test_by_level_and_only_what_both_did(
        self, served: Couple, therapist: Client, alice: User, bob: User, monday: datetime
    ) -> None:
        self.done(alice, now=monday)
        assert "Nothing yet that both" in text(therapist, page_of(served))
        title = self.done(bob, now=monday)
        shown = text(therapist, page_of(served))
        assert "Shared routines and small services</span>" in shown
        assert "1 thing</span>" in shown
        assert title not in shown

    def test_an_agreement_from_before_does_not_include_it(
        self, therapist: Client, both: Couple, alice: User, bob: User, tess: User, now: datetime
    ) -> None:
        factories.agreement(both, tess, alice, bob, now=now, kinds=ALL - {"closeness"})
        assert "<h2>Closeness</h2>" not in text(therapist, page_of(both))
        with acting_as(tess):
            assert not Tally.objects.exists()
            assert not Agreed.objects.get().closeness

    def test_the_words_of_the_agreement_say_what_is_never_shown(self, link: CareLink) -> None:
        words = agreements.wording(link, {"closeness"})
        for never in ("Never which things", "who chose or answered", "anyone’s pace"):
            assert never in words

    def test_looks_are_noted_for_both(
        self, therapist: Client, both: Couple, alice: User, bob: User
    ) -> None:
        text(therapist, page_of(both))
        for one in (alice, bob):
            with acting_as(one):
                assert Access.objects.filter(kind="closeness", whose=one.pk).count() == 1


class TestProposing:
    def test_the_three_read_the_same_words(
        self, therapist: Client, both: Couple, hers: Client, his: Client
    ) -> None:
        assert "Suggested. Both of them read it" in propose(therapist, both)
        words = "Tess suggests that the two of you stay at “Words, banter and attention” until Wed"
        shown = text(therapist, page_of(both))
        assert PROPOSED in shown
        for one in (shown, page(hers), page(his)):
            assert words in one

    def test_she_reads_nothing_of_who_has_agreed(
        self,
        therapist: Client,
        both: Couple,
        hold: Hold,
        alice: User,
        bob: User,
        now: datetime,
    ) -> None:
        before = text(therapist, page_of(both))
        agree(hold, alice, now=now)
        assert strip(text(therapist, page_of(both))) == strip(before)
        agree(hold, bob, now=now)
        shown = text(therapist, page_of(both))
        assert HOLDS in shown
        assert "Together with Tess, the two of you stay at" in shown

    @pytest.mark.parametrize(
        "wrong", [{"level": 7}, {"level": ""}, {"weeks": 13}, {"weeks": 0}, {"weeks": "\0"}]
    )
    def test_it_is_at_one_of_six_for_twelve_weeks_at_most(
        self, wrong: dict[str, object], therapist: Client, both: Couple, tess: User
    ) -> None:
        assert "field--wrong" in propose(therapist, both, **wrong)  # type: ignore[arg-type]  # status is not among them
        with acting_as(tess):
            assert not Hold.objects.exists()

    def test_one_at_a_time(self, therapist: Client, both: Couple, hold: Hold) -> None:
        assert "Lift that one first." in propose(therapist, both)

    def test_the_next_begins_anew_when_one_has_run_out(
        self, standing: Hold, link: CareLink, therapist: Client, both: Couple, tess: User, clock: Clock,
        now: datetime, client_of: ClientOf,
    ) -> None:  # fmt: skip
        later = now + timedelta(days=15)
        clock(later)
        proposed(link, tess, now=later, until=UNTIL + timedelta(days=30))
        assert told() == (None, None)
        assert PROPOSED in text(client_of(tess), page_of(both))

    def test_lifted_it_is_gone_from_all_three(
        self, standing: Hold, therapist: Client, both: Couple, hers: Client
    ) -> None:
        assert "Together with Tess" in page(hers)
        assert "Suggest a level" in lift(therapist, standing)
        assert "Tess" not in page(hers)
        assert told() == (None, None)
        assert lift(therapist, standing) == "404"

    def test_another_therapist_finds_nothing_of_it(
        self, hold: Hold, both: Couple, tom: User, client_of: ClientOf
    ) -> None:
        other = client_of(tom)
        propose(other, both, 404)
        assert lift(other, hold) == "404"
        assert not has_ended(hold)

    def test_without_the_agreement_the_database_refuses(
        self, link: CareLink, both: Couple, alice: User, bob: User, tess: User, now: datetime
    ) -> None:
        factories.agreement(both, tess, alice, bob, now=now, kinds={"ratings"})
        with pytest.raises(holding.NotAgreed):
            proposed(link, tess, now=now)
        row = {
            "care_link": link,
            "couple": both,
            "level": 2,
            "until": UNTIL,
            "proposed_at": now,
        }
        with acting_as(tess), pytest.raises(DatabaseError), transaction.atomic():
            Hold.objects.create(**row)

    def test_taken_back_between_two_steps_it_is_not_there(
        self, therapist: Client, both: Couple, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(*args: object, **kwargs: object) -> None:
            raise holding.NotAgreed

        monkeypatch.setattr(holding, "propose", refuse)
        propose(therapist, both, 404)


def narrow(link: CareLink, one: User, now: datetime) -> None:
    agreements.decide(link, by=one, kinds={"ratings"}, now=now)


def withdraw(link: CareLink, one: User, now: datetime) -> None:
    agreements.withdraw(link, by=one, now=now)


def end(link: CareLink, one: User, now: datetime) -> None:
    agreements.end(link, now=now)


class TestItEndsWithTheAgreement:
    @pytest.mark.parametrize("way", [narrow, withdraw, end])
    @pytest.mark.parametrize("who", ["alice", "bob"])
    def test_whoever_takes_it_back_and_however(
        self,
        way: Callable[[CareLink, User, datetime], None],
        who: str,
        standing: Hold,
        therapist: Client,
        hers: Client,
        now: datetime,
        request: pytest.FixtureRequest,
    ) -> None:
        person: User = request.getfixturevalue(who)
        with acting_as(person):
            way(standing.care_link, person, now)
        assert has_ended(standing)
        assert told() == (None, None)
        assert "Tess" not in page(hers)
        propose(therapist, standing.couple, 404)
        assert lift(therapist, standing) == "404"

    def test_agreed_anew_it_is_not_brought_back(
        self, standing: Hold, link: CareLink, both: Couple, alice: User, now: datetime, therapist: Client
    ) -> None:  # fmt: skip
        with acting_as(alice):
            withdraw(link, alice, now)
            agreements.decide(link, by=alice, kinds={"closeness"}, now=now)
        assert "Suggest a level" in text(therapist, page_of(both))

    def test_another_decision_leaves_it(
        self, standing: Hold, link: CareLink, alice: User, now: datetime
    ) -> None:
        with acting_as(alice):
            agreements.decide(link, by=alice, kinds=ALL, now=now)
        assert told() == (standing.level, standing.until)

    def test_who_agrees_after_it_ended_is_told_so(
        self, hold: Hold, link: CareLink, alice: User, bob: User, now: datetime
    ) -> None:
        agree(hold, bob, now=now)
        with acting_as(alice):
            withdraw(link, alice, now)
        with pytest.raises(holding.Gone):
            agree(hold, alice, now=now)
        assert told() == (None, None)

    def test_a_row_that_goes_takes_it_along(self, standing: Hold) -> None:
        with as_dealer():
            Hold.objects.filter(pk=standing.pk).delete()
        assert told() == (None, None)


def test_what_is_held_bounds_cards_and_pages(
    standing: Hold, both: Couple, alice: User, bob: User, now: datetime
) -> None:
    """It holds for both, however far either has come."""
    for one in (alice, bob):
        table.limit(one, Limits(level=4))
    at = table.close()
    levels = {int(name[1]) for one in (alice, bob) for name in table.hand(one, now=at)}
    assert max(levels) == 2


def strip(shown: str) -> str:
    return "\n".join(line for line in shown.splitlines() if "csrfmiddlewaretoken" not in line)
