"""The pages of rhythm and moments, as each partner and a stranger meet them."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client

from checkins import marking
from checkins.models import Moment, Rhythm
from couples import glance, suggestions, yourself
from couples.models import Couple, Pause, User
from privacy.context import acting_as, as_steward
from tests.checkins import wishes
from tests.checkins.answers import again, page, the, url, without_tokens
from tests.conftest import ClientOf, Clock

MOMENTS, PROPOSE = "/moments/", "/rhythm/propose/"
WISH = {"days": ["0", "2"], "at": "20:45", "minutes": "10"}

pytestmark = pytest.mark.usefixtures("clock")


class TestStrangers:
    @pytest.mark.parametrize("name", ["answer", "accept", "withdraw", "end"])
    def test_they_find_no_rhythm(
        self, name: str, moment: Moment, mallory: User, other_couple: Couple, client_of: ClientOf
    ) -> None:
        stranger = client_of(mallory)
        assert stranger.post(url(name, the(Rhythm.Status.AGREED)), WISH).status_code == 404

    @pytest.mark.parametrize("name", ["go_on", "mark", "move"])
    def test_they_change_no_moment(
        self, name: str, moment: Moment, mallory: User, other_couple: Couple, client_of: ClientOf
    ) -> None:
        assert client_of(mallory).post(url(name, moment)).status_code == 404

    @pytest.mark.parametrize("name", ["moment", "move", "live_moment"])
    def test_they_see_no_moment(
        self,
        name: str,
        moment: Moment,
        mallory: User,
        tess: User,
        other_couple: Couple,
        client_of: ClientOf,
    ) -> None:
        for one in (mallory, tess):
            assert client_of(one).get(url(name, moment)).status_code == 404


class TestWalking:
    def test_it_waits_until_the_door_opens(
        self, hers: Client, moment: Moment, clock: Clock
    ) -> None:
        clock(moment.starts_at - timedelta(hours=3))
        shown = page(hers.get(moment.get_absolute_url()))
        assert "Wednesday at 20:45" in shown
        assert "sse-connect" not in shown

    def test_it_leads_through_six_pages(self, hers: Client, his: Client, moment: Moment) -> None:
        for step in range(1, 6):
            shown = page(hers.get(moment.get_absolute_url()))
            assert f"Step {step} of 6" in shown
            assert ("data-minute" in shown) == (step == 1)
            assert ("names one need, or two." in shown) == (step in {2, 4})
            hers.post(url("go_on", moment), {"from_step": str(step)})
        assert "Close with something small" in page(his.get(moment.get_absolute_url()))

    def test_it_names_whose_turn_it_is(self, his: Client, moment: Moment) -> None:
        titles = [
            page(his.get(f"{moment.get_absolute_url()}?step={step}")) for step in (2, 3, 4, 5)
        ]
        for title, shown in zip(
            ("Alice begins", "Bob says it back", "Now Bob", "Alice says it back"),
            titles,
            strict=True,
        ):
            assert f"<h1>{title}</h1>" in shown

    def test_it_shows_a_page_by_its_address_and_the_way_back(
        self, hers: Client, moment: Moment
    ) -> None:
        shown = page(hers.get(f"{moment.get_absolute_url()}?step=4"))
        assert "Go to step 1, where you both are" in shown

    @pytest.mark.parametrize("step", ["0", "7", "x", "-1", "²", "9" * 5000, "%00"])
    def test_it_takes_an_odd_step_for_the_present_one(
        self, hers: Client, moment: Moment, step: str
    ) -> None:
        assert "Step 1 of 6" in page(hers.get(f"{moment.get_absolute_url()}?step={step}"))

    @pytest.mark.parametrize("step", ["", "0", "99", "x", "\x00"])
    def test_it_goes_nowhere_from_an_odd_step(
        self, hers: Client, moment: Moment, step: str
    ) -> None:
        assert hers.post(url("go_on", moment), {"from_step": step}).status_code == 302
        assert again(moment).step == 1

    def test_it_answers_nothing_when_nothing_changed(self, hers: Client, moment: Moment) -> None:
        seen = f"{moment.get_absolute_url()}?seen=1-planned"
        assert hers.get(seen).status_code == 204
        hers.post(url("go_on", moment), {"from_step": "1"})
        headers = {"HX-Request": "true", "HX-Target": "guide"}
        fragment = page(hers.get(seen, headers=headers))
        assert fragment.strip().startswith('<div id="guide"')
        assert "Step 2 of 6" in fragment

    def test_it_rests_during_a_pause(
        self, hers: Client, alice: User, couple: Couple, moment: Moment, now: datetime
    ) -> None:
        with acting_as(alice):
            Pause.objects.create(couple=couple, starts_at=now, ends_at=now + timedelta(days=2))
        assert "<h1>Resting</h1>" in page(hers.get(moment.get_absolute_url()))
        assert "Resting" in page(hers.get(MOMENTS))


class TestMarking:
    def test_it_shows_as_held_to_both(
        self, hers: Client, his: Client, moment: Moment, clock: Clock
    ) -> None:
        clock(moment.ends_at)
        for one in (hers, his):
            one.post(url("mark", moment), {"held": "yes"})
        for one in (hers, his):
            assert "You held this moment" in page(one.get(moment.get_absolute_url()))

    @pytest.mark.parametrize("place", [MOMENTS, "moment", "/"])
    def test_it_sends_the_same_bytes_whatever_the_other_said(
        self, hers: Client, bob: User, moment: Moment, clock: Clock, place: str
    ) -> None:
        clock(moment.ends_at)
        hers.post(url("mark", moment), {"held": "yes"})
        address = moment.get_absolute_url() + "?step=6" if place == "moment" else place
        before = without_tokens(hers.get(address))
        with acting_as(bob):
            marking.mark(moment, held=False, by=bob, now=moment.ends_at)
        assert without_tokens(hers.get(address)) == before

    def test_it_reads_the_same_for_both_in_the_end(
        self, hers: Client, his: Client, moment: Moment, clock: Clock
    ) -> None:
        clock(moment.ends_at)
        hers.post(url("mark", moment), {"held": "yes"})
        his.post(url("mark", moment), {"held": "no"})
        clock(moment.marks_close_at)
        hers.get(MOMENTS)
        pages = [without_tokens(one.get(moment.get_absolute_url())) for one in (hers, his)]
        assert "Not held this time" in pages[0]
        assert pages[0] == pages[1]

    @pytest.mark.parametrize("held", ["", "maybe", "\x00", "x" * 100_000])
    def test_it_ignores_what_is_no_answer(
        self, hers: Client, moment: Moment, clock: Clock, held: str
    ) -> None:
        clock(moment.starts_at)
        assert hers.post(url("mark", moment), {"held": held}).status_code == 302
        with as_steward():
            assert not moment.marks.exists()

    def test_it_is_too_early_before(self, hers: Client, moment: Moment) -> None:
        answer = hers.post(url("mark", moment), {"held": "yes"}, follow=True)
        assert "not possible right now" in page(answer)


class TestMoving:
    @pytest.fixture
    def missed(self, hers: Client, moment: Moment, clock: Clock) -> Moment:
        clock(moment.ends_at)
        hers.post(url("mark", moment), {"held": "no"})
        return moment

    def test_it_shows_the_other_the_new_time(
        self, hers: Client, his: Client, missed: Moment
    ) -> None:
        moved = hers.post(url("move", missed), {"on": "2026-05-07", "at": "21:00"})
        assert moved.status_code == 302
        shown = page(his.get(missed.get_absolute_url()))
        assert "Thursday 7 May, 21:00" in shown
        assert "Thursday 7 May" in page(his.get(MOMENTS))

    def test_it_offers_free_days_only(self, hers: Client, missed: Moment) -> None:
        shown = page(hers.get(url("move", missed)))
        assert "Thursday 7 May" in shown
        assert "Monday 11 May" not in shown

    @pytest.mark.parametrize(
        ("on", "at", "message"),
        [
            ("2026-05-06", "20:45", "within a week"),
            ("2026-05-11", "20:45", "Choose one of these days."),
            ("yesterday", "20:45", "Choose one of these days."),
            ("\x00", "20:45", "Choose one of these days."),
            ("2026-05-07", "\x00", "Give a time such as 20:30."),
            ("", "", "Choose a day."),
        ],
    )
    def test_it_says_what_is_wrong(
        self, hers: Client, missed: Moment, on: str, at: str, message: str
    ) -> None:
        assert message in page(hers.post(url("move", missed), {"on": on, "at": at}))

    def test_it_is_not_offered_to_one_who_has_not_said_so(
        self, his: Client, missed: Moment
    ) -> None:
        assert his.get(url("move", missed)).headers["Location"] == missed.get_absolute_url()

    def test_it_happens_once(self, hers: Client, missed: Moment) -> None:
        for on in ("2026-05-07", "2026-05-08"):
            hers.post(url("move", missed), {"on": on, "at": "21:00"})
        with as_steward():
            assert Moment.objects.filter(moved_from=missed).count() == 1


class TestList:
    @pytest.mark.parametrize("past", [0, 1000])
    def test_it_pages_the_past_in_few_queries(
        self,
        hers: Client,
        moment: Moment,
        past: int,
        django_assert_max_num_queries: Callable[[int], object],
    ) -> None:
        held_before(moment, past)
        with django_assert_max_num_queries(26):  # type: ignore[attr-defined]  # a fixture that is a function
            shown = page(hers.get(MOMENTS))
        assert ("Page 1 of 50" in shown) == (past == 1000)
        assert ("Held" in shown) == (past > 0)

    @pytest.mark.parametrize("number", ["2", "51", "0", "x", "\x00"])
    def test_it_has_a_page_for_every_number(
        self, hers: Client, moment: Moment, number: str
    ) -> None:
        held_before(moment, 30)
        page(hers.get(MOMENTS, {"page": number}))


class TestToday:
    def test_it_says_that_a_time_is_proposed_to_the_one_who_answers(
        self, alice: User, bob: User, couple: Couple, now: datetime
    ) -> None:
        wishes.proposed(couple, alice, now=now)
        assert self.title(bob, now) == "A time is proposed"
        assert self.title(alice, now) != "A time is proposed"

    def test_it_asks_how_it_was_until_this_one_has_said_so(
        self, alice: User, bob: User, moment: Moment
    ) -> None:
        after = moment.ends_at
        assert self.title(bob, after) == "How was your moment?"
        with acting_as(bob):
            marking.mark(moment, held=True, by=bob, now=after)
        assert self.title(bob, after) != "How was your moment?"
        assert self.title(alice, after) == "How was your moment?"

    def test_it_offers_to_find_a_time(self, alice: User, couple: Couple, now: datetime) -> None:
        with acting_as(alice):
            yourself.skip(by=alice, now=now)
        assert self.title(alice, now) == "Find a time for the two of you"

    @staticmethod
    def title(person: User, now: datetime) -> str:
        with acting_as(person):
            suggestion = suggestions.for_person(person, now, glance.at(person, now))
        return suggestion.title if suggestion else ""


def held_before(moment: Moment, many: int) -> None:
    with as_steward():
        Moment.objects.bulk_create(
            Moment(
                couple=moment.couple,
                rhythm=moment.rhythm,
                on=moment.on - timedelta(days=day),
                starts_at=moment.starts_at - timedelta(days=day),
                minutes=10,
                first_speaker=moment.first_speaker,
                status=Moment.Status.HELD,
                settled_at=moment.starts_at,
            )
            for day in range(1, many + 1)
        )
