import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises import wording
from exercises.templatetags.wording import formatted

DANGEROUS = (
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "![a picture](https://example.org/x.png)",
    "[press](javascript:alert(1))",
    "[press](data:text/html,x)",
    "<style>*{display:none}</style>",
    '<a href="https://example.org" onclick="alert(1)">x</a>',
)


class TestFormatted:
    def test_it_knows_the_few_signs_that_editors_use(self) -> None:
        html = formatted("*soft* **strong**\n\n- one\n- two\n\n> said")
        for part in ("<em>soft</em>", "<strong>strong</strong>", "<li>one</li>", "<blockquote>"):
            assert part in html

    def test_a_heading_stays_below_the_title_of_the_step(self) -> None:
        assert formatted("# Loud") == "<h3>Loud</h3>\n"

    def test_a_link_tells_nobody_where_it_was_pressed(self) -> None:
        assert 'rel="noopener noreferrer"' in formatted("[a page](https://example.org)")

    @pytest.mark.parametrize("text", DANGEROUS)
    def test_nothing_in_it_can_run_or_load(self, text: str) -> None:
        html = formatted(text)
        for part in (
            "<script",
            "<img",
            "<style",
            'href="javascript',
            'href="data',
            '<a href="https://example.org" on',
        ):
            assert part not in html

    @given(st.text(max_size=200))
    def test_it_takes_any_text(self, text: str) -> None:
        assert "<script" not in formatted(text)


class TestTidy:
    @given(st.text(max_size=200))
    def test_tidying_twice_changes_nothing_more(self, text: str) -> None:
        assert wording.tidy(wording.tidy(text)) == wording.tidy(text)

    def test_a_browsers_line_ends_are_those_of_a_file(self) -> None:
        assert wording.tidy("a \r\nb\r\n") == "a\nb"
