import pytest

from listening import turns, wording
from listening.models import Session
from listening.models.session import ENDED


class TestHint:
    @pytest.mark.parametrize(
        "words",
        [
            "You never listen to me.",
            "you always do that",
            "Why do you always come late?",
            "It is your fault.",
            "I feel bad because of you",
            "You’re always late",
        ],
    )
    def test_what_reads_as_blame_gets_one(self, words: str) -> None:
        assert "easily heard as blame" in wording.hint(words)

    @pytest.mark.parametrize(
        "words",
        [
            "When you came home late, I felt alone. What I needed was a word.",
            "I always wait for you with dinner.",
            "I never told you how much it meant.",
            "Thank you for always being there.",
            "",
        ],
    )
    def test_what_does_not_gets_none(self, words: str) -> None:
        assert wording.hint(words) == ""


class TestPages:
    def test_there_is_one_for_every_step_of_one_of_the_two(self) -> None:
        steps = {state for (state, _), rule in turns.RULES.items() if rule.whose != turns.EACH}
        assert steps == set(wording.WRITTEN) == set(wording.ALOUD) == set(wording.WAITS)

    def test_no_page_blames(self) -> None:
        pages = [*wording.WRITTEN.values(), *wording.ALOUD.values(), *wording.WAITS.values()]
        for page in pages:
            assert not wording.hint(f"{page.title} {page.lead}")

    def test_every_open_state_has_a_page(self) -> None:
        known = {*wording.WRITTEN, "invited", "paused", "rating", "closing"}
        assert {one for one in Session.State if one not in ENDED} == known
