"""What is drawn of what both share, and that it fits."""

from datetime import datetime

import pytest

from couples.models import Couple, User
from cycle import drawing, loops, wrapping
from cycle.drawing import SIZES, Box, Picture
from cycle.loops import At
from cycle.telling import Told
from tests.cycle import hard

LONG = "w" * 80


@pytest.fixture
def both(words_there: None, couple: Couple, alice: User, bob: User, now: datetime) -> loops.Loop:
    hard.shared(couple, alice, hard.HERS, now=now)
    hard.shared(couple, bob, hard.HIS, now=now)
    loop = hard.drawn(couple, alice)
    assert loop
    return loop


@pytest.mark.usefixtures("words_there")
class TestWhatIsDrawn:
    def test_goes_round_from_one_to_the_other(self, both: loops.Loop) -> None:
        assert [one.label for one in both.steps] == [
            "This touches Alice",
            "Then Alice",
            "Bob sees",
            "This touches Bob",
            "Then Bob",
            "Alice sees",
        ]
        assert both.is_whole

    def test_is_the_same_for_both(self, both: loops.Loop, couple: Couple, bob: User) -> None:
        assert hard.drawn(couple, bob) == both

    def test_rests_on_what_is_shared_alone(
        self, couple: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        hard.noted(bob, hard.HIS, on=now.date())
        hard.shared(couple, alice, hard.HERS, now=now)
        assert hard.drawn(couple, bob) is None
        mine = hard.drawn(couple, alice)
        assert mine
        assert not mine.is_whole
        assert [one.at for one in mine.steps] == [At.CUE, At.MOVE, At.SEEN]

    def test_is_gone_with_what_is_taken_back(
        self, couple: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        hard.shared(couple, alice, hard.HERS, now=now)
        his = hard.shared(couple, bob, hard.HIS, now=now)
        hard.unshared(his, bob)
        assert hard.drawn(couple, bob) is None
        mine = hard.drawn(couple, alice)
        assert mine
        assert not mine.is_whole

    def test_shows_what_comes_up_most(
        self, both: loops.Loop, couple: Couple, alice: User, now: datetime
    ) -> None:
        own = Told(own_cue="The door", cues=["pulled-at"], moves=["pursued"], own_move="Left")
        for _ in range(2):
            hard.shared(couple, alice, own, now=now)
        loop = hard.drawn(couple, alice)
        assert loop
        hers = loop.halves[0]
        assert hers.cues == ["Feeling pressed", "“The door”"]
        assert hers.moves == ["Asked again and again", "“Left”"]
        assert hers.seen == ["Question after question"]

    def test_needs_something_that_was_done(
        self, both: loops.Loop, couple: Couple, alice: User, bob: User, mallory: User, now: datetime
    ) -> None:
        """And of words of one’s own it says what can be said of all of them."""
        assert both.halves[1].feelings == []
        loop = loops._half("Bob", [Told(own_move="Left")], is_first=False)
        assert loop.seen == [loops.ONLY_OUTSIDE]
        assert not loops._half("Bob", [Told(cues=["tired"])], is_first=True).is_there

    def test_two_of_one_name_are_told_apart(
        self, couple: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        User.objects.filter(pk__in=[alice.pk, bob.pk])
        bob.display_name = alice.display_name
        couple.people = [alice, bob]
        hard.shared(couple, alice, hard.HERS, now=now)
        loop = hard.drawn(couple, alice)
        assert loop
        assert loop.steps[2].label == "Alice 2 sees"


def inside(box: Box, picture: Picture) -> bool:
    ends = box.x + box.width <= picture.size.width and box.y + box.height <= picture.height
    letters = all(box.y < one.y < box.y + box.height for one in (*box.label, *box.lines))
    room = box.width - 2 * drawing.PAD
    fits = all(wrapping.width(one.words, picture.size.letters) <= room for one in box.lines)
    return ends and letters and fits and box.x >= 0 and box.y >= 0


class TestThePicture:
    @pytest.mark.parametrize("size", range(len(SIZES)))
    @pytest.mark.parametrize("own", ["Left", LONG, "🌊 " * 40, "Ging wortlos hinaus " * 4])
    def test_holds_its_words(self, size: int, own: str, words_there: None) -> None:
        halves = [
            loops._half(name, [Told(own_cue=own, own_move=own, moves=moves)], is_first=first)
            for name, moves, first in (("A" * 60, ["pursued"], True), ("Bo", ["withdrew"], False))
        ]
        steps = [*loops._steps(halves[0], "Bo"), *loops._steps(halves[1], "A" * 60)]
        picture = drawing.pictures(loops.Loop(halves, steps, is_whole=True))[size]
        assert all(inside(box, picture) for box in picture.boxes)
        assert len(picture.boxes) == len(picture.arrows) == 6

    def test_no_box_lies_on_another_and_no_arrow_in_a_box(self, both: loops.Loop) -> None:
        for picture in drawing.pictures(both):
            for one in picture.boxes:
                for arrow in picture.arrows:
                    low, high = sorted((arrow.start, arrow.end))
                    across = one.x <= arrow.x <= one.x + one.width
                    assert not (across and one.y < high and low < one.y + one.height)

    def test_goes_down_for_the_first_and_up_for_the_second(self, both: loops.Loop) -> None:
        for picture in drawing.pictures(both):
            down = {arrow.is_first: arrow.end > arrow.start for arrow in picture.arrows}
            assert down == {True: True, False: False}

    def test_of_one_half_goes_down(self, couple: Couple, alice: User, now: datetime) -> None:
        hard.choices_there()
        hard.shared(couple, alice, hard.HERS, now=now)
        loop = hard.drawn(couple, alice)
        assert loop
        picture = drawing.pictures(loop)[0]
        assert len(picture.boxes) == 3
        assert all(arrow.end > arrow.start for arrow in picture.arrows)


class TestWrapping:
    def test_what_does_not_fit_ends_in_dots(self) -> None:
        found = wrapping.lines("one two three four five six seven", room=60, size=15)
        assert len(found) == 3
        assert found[-1].endswith("…")

    def test_a_long_word_is_cut_and_nothing_is_lost(self) -> None:
        assert "".join(wrapping.lines(LONG, room=100, size=15, at_most=99)) == LONG

    def test_of_nothing_there_is_no_line(self) -> None:
        assert wrapping.lines("  ", room=100, size=15) == []
