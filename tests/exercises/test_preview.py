from django.test import Client

from exercises.models import ExerciseVersion
from tests.exercises.test_admin import address, editor, preview, words

__all__ = ["editor", "words"]


class TestBeforeTheFirstStep:
    def test_it_is_seen_among_the_others_and_on_its_own_page(
        self, editor: Client, words: ExerciseVersion
    ) -> None:
        html = editor.get(preview(words, 0)).content.decode()
        assert html.count("A summary.") == 2
        assert "about 6 min" in html
        assert "<fieldset disabled>" in html
        assert "/exercises/a-need/" not in html

    def test_one_without_steps_is_shown_as_well(
        self, editor: Client, words: ExerciseVersion
    ) -> None:
        words.steps.all().delete()
        assert editor.get(preview(words, 0)).status_code == 200


class TestAStep:
    def test_it_is_the_page_of_a_partner_without_its_buttons(
        self, editor: Client, words: ExerciseVersion
    ) -> None:
        html = editor.get(preview(words, 2)).content.decode()
        assert "Question 2" in html
        assert "Preview" in html
        assert "data-autosave" not in html
        assert '<fieldset class="form" disabled>' in html

    def test_a_step_that_is_not_there_leads_back(
        self, editor: Client, words: ExerciseVersion
    ) -> None:
        assert editor.get(preview(words, 9)).headers["Location"] == address(words)
