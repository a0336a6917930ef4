from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from exercises import previewing
from exercises.models import ExerciseVersion
from tests.exercises.test_admin import address, preview


def framed(version: ExerciseVersion, position: int) -> str:
    return reverse("admin:exercises_framed", args=[version.pk, position])


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


class TestAsOneOfTheTwo:
    @pytest.mark.parametrize(
        ("query", "who"),
        [("as=a", "Robin, partner A, would see this; Kim"), ("as=b", "Kim, partner B")],
    )
    def test_it_says_whose_page_it_is_and_that_both_read_the_same(
        self, editor: Client, words: ExerciseVersion, query: str, who: str
    ) -> None:
        for position in (0, 2):
            html = editor.get(f"{preview(words, position)}?{query}").content.decode()
            assert who in html
            assert "the same for partner A and partner B" in html

    def test_what_differs_is_found_without_anybody_s_saying_so(
        self, editor: Client, words: ExerciseVersion, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def page(template: str, facts: dict[str, Any]) -> str:
            return f"{facts['person'].display_name} begins."

        monkeypatch.setattr(previewing, "render_to_string", page)
        html = editor.get(f"{preview(words, 1)}?as=a").content.decode()
        assert "not the same for partner A and partner B" in html

    def test_who_and_how_wide_stay_from_step_to_step(
        self, editor: Client, words: ExerciseVersion
    ) -> None:
        html = editor.get(f"{preview(words, 1)}?as=b&width=phone").content.decode()
        assert f'href="{preview(words, 2)}?as=b&amp;width=phone"' in html

    @pytest.mark.parametrize("query", ["as=c", "as=%00", "as=a&as=", "width=wide"])
    def test_nonsense_is_nobody_in_particular(
        self, editor: Client, words: ExerciseVersion, query: str
    ) -> None:
        html = editor.get(f"{preview(words, 1)}?{query}").content.decode()
        assert "A partner would see the page below." in html


class TestOnAPhone:
    def test_the_page_stands_in_a_frame_of_our_own(
        self, editor: Client, words: ExerciseVersion
    ) -> None:
        answer = editor.get(f"{preview(words, 1)}?width=phone&as=a")
        policy = answer.headers["Content-Security-Policy"]
        assert "frame-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert f'src="{framed(words, 1)}?as=a&amp;width=phone"' in answer.content.decode()

    def test_what_stands_in_it_may_be_framed_by_us_and_does_nothing(
        self, editor: Client, words: ExerciseVersion
    ) -> None:
        answer = editor.get(framed(words, 2))
        policy = answer.headers["Content-Security-Policy"]
        for directive in ("default-src 'none'", "frame-ancestors 'self'", "form-action 'none'"):
            assert directive in policy
        assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
        html = answer.content.decode()
        assert " inert>" in html
        assert "<strong>Preview.</strong>" not in html
        assert "/exercises/" in html  # the menu of a partner

    def test_no_other_page_may(self, editor: Client, words: ExerciseVersion) -> None:
        answer = editor.get(preview(words, 1))
        assert "frame-src" not in answer.headers["Content-Security-Policy"]
        assert " inert>" not in answer.content.decode()

    def test_a_step_that_is_not_there_is_not_there(
        self, editor: Client, words: ExerciseVersion
    ) -> None:
        assert editor.get(framed(words, 9)).status_code == 404
