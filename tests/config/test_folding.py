"""What is drawn when a template is read, and what still waits for the page."""

from pathlib import Path

import pytest
from django.template import Context, Engine, TemplateDoesNotExist
from django.template.base import TextNode

LIBRARIES = {"static": "django.templatetags.static"}


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    (tmp_path / "icon.html").write_text("<svg/>")
    (tmp_path / "name.html").write_text("<b>{{ name }}</b>")
    (tmp_path / "frame.html").write_text("<i>{% block inside %}{% endblock %}</i>")
    folded = ("config.folding.Loader", ["django.template.loaders.filesystem.Loader"])
    return Engine(dirs=[str(tmp_path)], loaders=[folded], libraries=LIBRARIES)


def drawn(engine: Engine, tmp_path: Path, source: str, **given: object) -> tuple[str, int]:
    """The page, and how many parts of its template are left to draw for each page."""
    (tmp_path / "page.html").write_text(source)
    template = engine.get_template("page.html")
    left = sum(not isinstance(node, TextNode) for node in template.nodelist)
    return template.render(Context(given)), left


class TestWhatNeverChanges:
    @pytest.mark.parametrize(
        ("source", "page"),
        [
            ('{% include "icon.html" %} Leave', "<svg/> Leave"),
            ('<a href="{% url "couples:welcome" %}">', '<a href="/welcome/">'),
            ('{% load static %}{% static "a.css" %}', "/static/a.css"),
        ],
    )
    def test_is_one_text(self, engine: Engine, tmp_path: Path, source: str, page: str) -> None:
        found, left = drawn(engine, tmp_path, source)
        assert found == page
        assert left <= source.count("load")

    def test_is_found_inside_of_what_changes(self, engine: Engine, tmp_path: Path) -> None:
        source = '{% if here %}{% include "icon.html" %}{% else %}{% for n in "ab" %}-{% endfor %}{% endif %}'
        assert drawn(engine, tmp_path, source, here=True)[0] == "<svg/>"
        assert drawn(engine, tmp_path, source, here=False)[0] == "--"


class TestWhatChanges:
    @pytest.mark.parametrize(
        "source",
        [
            '{% include "name.html" %}',
            '{% include "name.html" with name=name only %}',
            "{% include which %}",
            '{% extends "frame.html" %}{% block inside %}<b>{{ name }}</b>{% endblock %}',
        ],
    )
    def test_is_drawn_for_each_page(self, engine: Engine, tmp_path: Path, source: str) -> None:
        for name in ("Alice", "Bob & Co"):
            page, left = drawn(engine, tmp_path, source, name=name, which="name.html")
            assert name.replace("&", "&amp;") in page
            assert left

    def test_an_address_may_be_kept_for_later(self, engine: Engine, tmp_path: Path) -> None:
        source = '{% url "couples:welcome" as where %}to {{ where }}'
        assert drawn(engine, tmp_path, source)[0] == "to /welcome/"

    def test_a_missing_template_is_missed_by_the_page_that_wants_it(
        self, engine: Engine, tmp_path: Path
    ) -> None:
        source = '{% if wanted %}{% include "gone.html" %}{% endif %}'
        assert drawn(engine, tmp_path, source)[0] == ""
        with pytest.raises(TemplateDoesNotExist):
            drawn(engine, tmp_path, source, wanted=True)
