from datetime import date, timedelta
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from couples import charts
from couples.charts import Series, lines

START = date(2026, 5, 1)
END = date(2026, 5, 11)
LABELS = {"none": "no check-in", "some": "one of you", "full": "both of you"}


def day(number: int) -> date:
    return START + timedelta(days=number)


def drawn(*series: Series) -> charts.Trend:
    return charts.trend(*series, start=START, end=END, title="Closeness")


def page(name: str, picture: Any) -> str:
    key = "squares" if name == "squares" else "trend"
    return render_to_string(f"components/{name}.html", {key: picture})


class TestTrend:
    def test_it_places_days_from_left_to_right_and_more_above_less(self) -> None:
        (line,) = drawn(Series("Alice", [(day(0), 0), (day(1), 10)])).lines
        assert line.path == "M0 100 L10 0"

    def test_it_puts_days_in_order(self) -> None:
        (line,) = drawn(Series("Alice", [(day(1), 10), (day(0), 0)])).lines
        assert line.path == "M0 100 L10 0"

    def test_it_breaks_the_line_where_a_day_is_missing(self) -> None:
        points = [(day(0), 5.0), (day(1), 5.0), (day(3), 5.0), (day(4), 5.0)]
        (line,) = drawn(Series("Alice", points)).lines
        assert line.path == "M0 50 L10 50 M30 50 L40 50"

    def test_it_bridges_a_gap_that_is_wide_enough_and_shows_each_dot(self) -> None:
        points = [(day(0), -2.0), (day(14), 2.0), (day(42), 0.0)]
        picture = charts.trend(
            Series("Alice", points), start=START, end=day(42), title="A goal", low=-2, high=2,
            gap=timedelta(weeks=2),
        )  # fmt: skip
        assert picture.lines[0].path == "M0 100 L33.33 0"
        assert len(picture.lines[0].dots) == 3
        assert picture.description == "Alice: −2 on 1 May, 0 on 12 Jun; between −2 and 2."

    def test_it_shows_a_day_that_stands_alone_as_a_dot(self) -> None:
        (line,) = drawn(Series("Alice", [(day(5), 5)])).lines
        assert (line.path, line.dots) == ("", (lines.Dot("50", "50"),))

    def test_it_drops_the_dots_of_a_long_line_but_not_of_a_day_alone(self) -> None:
        points = [(day(0), 5.0), (day(1), 5.0), (day(9), 5.0)]
        picture = charts.trend(
            Series("Alice", points), start=START, end=START + timedelta(days=90), title="A season"
        )
        assert len(picture.lines[0].dots) == 1

    def test_it_leaves_out_what_lies_outside(self) -> None:
        (line,) = drawn(Series("Alice", [(day(-1), 3), (day(2), 4), (day(30), 5)])).lines
        assert len(line.dots) == 1

    def test_it_holds_values_inside_the_scale(self) -> None:
        (line,) = drawn(Series("Alice", [(day(0), -4), (day(10), 40)])).lines
        assert [dot.y for dot in line.dots] == ["100", "0"]

    def test_it_draws_a_single_day_in_the_middle(self) -> None:
        picture = charts.trend(Series("Alice", [(START, 5)]), start=START, end=START, title="Today")
        assert picture.lines[0].last == lines.Dot("50", "50")

    def test_it_keeps_each_persons_style_when_the_other_has_nothing(self) -> None:
        (line,) = drawn(Series("Alice", []), Series("Bob", [(day(1), 3)], dashed=True)).lines
        assert (line.style, line.dashed) == ("second", True)

    def test_it_says_in_words_what_is_to_be_seen(self) -> None:
        picture = drawn(Series("Alice", [(day(0), 4), (day(1), 6.5), (day(2), 5)]))
        assert picture.description == "Alice: 4 on 1 May, 5 on 3 May; between 4 and 6.5."

    def test_it_says_a_single_day_once(self) -> None:
        assert drawn(Series("Alice", [(day(0), 4)])).description == "Alice: 4 on 1 May."

    def test_it_says_when_somebody_has_nothing(self) -> None:
        assert drawn(Series("Bob", [])).description == "Bob: nothing in this time."

    def test_it_has_every_number_in_its_table(self) -> None:
        picture = drawn(Series("Alice", [(day(0), 4)]), Series("Bob", [(day(2), 7)]))
        assert picture.rows == (
            lines.Row(day(0), ("4", "–")),
            lines.Row(day(2), ("–", "7")),
        )

    def test_it_shortens_a_long_name_beside_the_line_only(self) -> None:
        (line,) = drawn(Series("Maximiliane-Josephine", [(day(0), 4)])).lines
        assert (line.label, line.name) == ("Maximilia…", "Maximiliane-Josephine")

    @pytest.mark.parametrize(
        ("names", "labels"),
        [
            (("Maximiliane", "Maximilian B"), ["Maxi…liane", "Maxi…ian B"]),
            (("Kim", "Kim"), ["Kim 1", "Kim 2"]),
            (("Maximiliane", "Maximiliane"), ["Maxi…ane 1", "Maxi…ane 2"]),
            (("Maximiliane A Lee", "Maximiliane B Lee"), ["Maxi…A Lee", "Maxi…B Lee"]),
            (("Maximilian A Smith", "Maximilian B Smith"), ["Maximil… 1", "Maximil… 2"]),
            (("Kim", "Kit"), ["Kim", "Kit"]),
        ],
    )
    def test_two_names_never_read_alike(self, names: tuple[str, str], labels: list[str]) -> None:
        picture = drawn(*(Series(name, [(day(0), 4)]) for name in names))
        assert [line.label for line in picture.lines] == labels
        assert len(set(picture.names)) == 2


class TestLabels:
    def test_they_stay_where_they_are_when_there_is_room(self) -> None:
        assert lines.spread({0: 20, 1: 60}) == {0: 20, 1: 60}

    def test_they_move_apart_when_both_end_at_the_same_height(self) -> None:
        places = lines.spread({0: 50, 1: 50})
        assert abs(places[0] - places[1]) >= lines.LABEL_GAP

    def test_they_move_up_at_the_lower_edge(self) -> None:
        assert lines.spread({0: 100, 1: 100}) == {0: 88.0, 1: 98.0}

    @given(st.lists(st.floats(0, 100), min_size=1, max_size=4))
    def test_they_never_touch_and_never_leave_the_picture(self, wanted: list[float]) -> None:
        places = sorted(lines.spread(dict(enumerate(wanted))).values())
        assert all(later - earlier >= lines.LABEL_GAP - 1e-9 for earlier, later in pairwise(places))
        assert 0 <= places[0] <= places[-1] <= 100


class TestTrendOnAPage:
    def svg(self, *series: Series) -> ET.Element:
        html = page("trend", drawn(*series))
        return ET.fromstring(html[html.index("<svg") : html.rindex("</svg>") + 6])  # noqa: S314 - our own

    def test_it_has_a_title_and_a_description(self) -> None:
        svg = self.svg(Series("Alice", [(day(0), 4)]))
        assert svg.attrib["role"] == "img"
        assert [child.tag.split("}")[1] for child in svg][:2] == ["title", "desc"]

    def test_it_draws_the_second_person_dashed(self) -> None:
        html = page("trend", drawn(Series("A", [(day(0), 4)]), Series("B", [(day(0), 4)], True)))
        assert html.count("trend__line--dashed") == 1

    def test_it_needs_no_style_attribute_and_no_script(self) -> None:
        html = page("trend", drawn(Series("Alice", [(day(0), 4)])))
        assert "style=" not in html
        assert "<script" not in html

    def test_it_escapes_names(self) -> None:
        assert "<b>" not in page("trend", drawn(Series("<b>", [(day(0), 4)])))

    def test_it_says_when_there_is_nothing_to_draw(self) -> None:
        html = page("trend", drawn(Series("Alice", []), Series("Bob", [])))
        assert "Nothing to draw yet" in html
        assert "<svg" not in html

    def test_it_has_a_small_sister_without_letters(self) -> None:
        html = page("spark", drawn(Series("Alice", [(day(0), 4)])))
        assert "<title>Closeness</title>" in html
        assert "<text" not in html


class TestSquares:
    def test_they_are_one_a_day_in_a_row(self) -> None:
        picture = charts.squares({day(1): "full"}, START, day(2), LABELS)
        assert [square.state for square in picture.squares] == ["none", "full", "none"]
        assert [square.x for square in picture.squares] == [0, 13, 26]
        assert (picture.width, picture.height) == (36, 10)

    def test_they_say_each_day_in_words(self) -> None:
        picture = charts.squares({START: "some"}, START, START, LABELS)
        assert picture.squares[0].text == "Fri 1 May: one of you"

    def test_they_count_the_days_of_each_state(self) -> None:
        picture = charts.squares({day(0): "full", day(1): "some"}, START, day(3), LABELS)
        assert picture.description == (
            "no check-in: 2 of 4 days; one of you: 1 of 4 days; both of you: 1 of 4 days."
        )

    def test_they_are_one_path_for_each_state(self) -> None:
        picture = charts.squares({START: "full", day(1): "some"}, START, day(3), LABELS)
        assert [strip.state for strip in picture.strips] == ["full", "some", "none"]
        assert [strip.path.count("M") for strip in picture.strips] == [1, 1, 2]
        assert [bool(strip.bars) for strip in picture.strips] == [False, True, False]

    def test_they_make_a_calendar_from_monday_on(self) -> None:
        picture = charts.squares({}, START, day(3), LABELS, by_week=True)
        places = [(square.x, square.y) for square in picture.squares]
        assert places == [(52, 13), (65, 13), (78, 13), (0, 26)]
        assert picture.width == 88
        assert len(picture.headings) == 7

    def test_they_are_drawn_with_title_description_and_legend(self) -> None:
        picture = charts.squares({}, START, END, LABELS, title="May", legend=True)
        html = page("squares", picture)
        assert "<title>May</title>" in html
        assert html.count("squares__key") == 3
        assert "style=" not in html


class TestColumns:
    DAYS = (day(0), day(1), day(2), day(3))

    def test_they_stand_on_the_ground_and_end_at_the_top(self) -> None:
        values = {day(0): (0, "0"), day(1): (5, "5"), day(2): (12, "12")}
        drawn = charts.columns("Stress", values, self.DAYS, high=10).columns
        assert [(one.y, one.height) for one in drawn] == [(39, 1), (20, 20), (0, 40), (None, None)]

    def test_a_day_without_a_value_is_a_dash(self) -> None:
        (only,) = charts.columns("Stress", {}, self.DAYS[:1], high=10).columns
        assert only.text == "–"
