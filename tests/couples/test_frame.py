"""What every page shares, and what every template, stylesheet and script has to keep to."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from couples import navigation
from couples.models import Couple, User
from tests import factories
from tests.conftest import ClientOf

TEMPLATES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))
STYLES = sorted((settings.BASE_DIR / "static" / "css").glob("*.css"))
SCRIPTS = sorted((settings.BASE_DIR / "static" / "js").glob("*.js"))
OPEN_PAGES = ("/welcome/", "/account/login/", "/account/signup/", "/account/password/reset/")
OWN_PAGES = ("/us/", "/settings/", "/account/email/", "/account/2fa/", "/account/sessions/")
HTMX = {
    "includeIndicatorStyles": False,
    "allowEval": False,
    "allowScriptTags": False,
    "selfRequestsOnly": True,
    "historyCacheSize": 0,
}


class Page(HTMLParser):
    """Start tags with their attributes, and the title."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.title = ""
        self._in_title = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._in_title = tag == "title"

    def handle_endtag(self, tag: str) -> None:
        self._in_title = False

    def handle_data(self, data: str) -> None:
        self.title += data if self._in_title else ""

    def with_attribute(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for _, attributes in self.tags if name in attributes]

    def meta(self, name: str) -> str:
        return next(
            a["content"] or "" for t, a in self.tags if t == "meta" and a.get("name") == name
        )


def opened(client: Client, path: str, status: int = 200) -> Page:
    response = client.get(path)
    assert response.status_code == status
    return Page(response.content.decode())


class TestAPage:
    @pytest.mark.parametrize("path", OPEN_PAGES)
    def test_it_keeps_the_rules_for_a_visitor(self, client: Client, path: str) -> None:
        self.keeps_the_rules(opened(client, path))

    @pytest.mark.parametrize("path", OWN_PAGES)
    def test_it_keeps_the_rules_for_a_partner(
        self, client_of: ClientOf, alice: User, couple: Couple, path: str
    ) -> None:
        self.keeps_the_rules(opened(client_of(alice), path))

    def test_it_keeps_the_rules_where_nothing_is(self, client_of: ClientOf, alice: User) -> None:
        self.keeps_the_rules(opened(client_of(alice), "/nothing/", 404))

    def keeps_the_rules(self, page: Page) -> None:
        (leave,) = page.with_attribute("data-leave")
        assert leave["href"] == "/leave/"
        assert leave["data-leave"] == settings.NEUTRAL_SITE
        assert page.title == "Moments"
        assert json.loads(page.meta("htmx-config")) == HTMX
        assert ("html", {"lang": "en-gb"}) in page.tags
        assert [a for a in page.with_attribute("href") if a["href"] == "#main"]

    def test_the_first_one_is_light(self, client: Client) -> None:
        static = settings.BASE_DIR / "static"
        beside = ("js/quick-exit.js", "js/form.js", "favicon.svg", "manifest.webmanifest")
        files = [*STYLES, *(static / name for name in beside)]
        page = client.get("/welcome/").content
        assert page.count(b"<script") == 2
        assert len(page) + sum(path.stat().st_size for path in files) < 60_000


class TestTheAdmin:
    def test_it_has_the_same_way_out(self, client_of: ClientOf) -> None:
        page = opened(client_of(factories.staff("eve", is_superuser=True)), "/admin/")
        assert page.with_attribute("data-leave")
        assert page.title == "Moments"


class TestNavigation:
    def test_a_partner_finds_five_doors_at_most(self, alice: User) -> None:
        assert len(navigation.links(alice, "/us/")) <= 5

    def test_it_says_where_we_are(self, alice: User) -> None:
        current = {link.label: link.current for link in navigation.links(alice, "/us/")}
        assert current["Us"] == "page"
        assert current["Settings"] == ""

    def test_a_page_further_in_belongs_to_its_door(self, alice: User) -> None:
        current = {link.label: link.current for link in navigation.links(alice, "/account/2fa/")}
        assert current["Settings"] == "true"

    def test_a_therapist_has_no_door_of_a_partner(self, tess: User) -> None:
        labels = {link.label for link in navigation.links(tess, "/settings/")}
        assert labels <= {"Caseload", "Settings"}


def strays(pattern: str, text: str) -> list[str]:
    return [match.group(0) for match in re.finditer(pattern, text)]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
class TestATemplate:
    def test_it_has_no_inline_style_or_script(self, path: Path) -> None:
        text = path.read_text()
        assert not strays(r"<style|\sstyle=|\son[a-z]+=|hx-on|javascript:", text)
        scripts = strays(r"<script[^>]*>", text)
        assert all(" src=" in tag or "application/json" in tag for tag in scripts)

    def test_what_htmx_does_works_without_it(self, path: Path) -> None:
        for tag in strays(r"<[a-z]+[^>]*\shx-get=[^>]*>", path.read_text()):
            assert " href=" in tag or tag.startswith("<form") or " hx-trigger=" in tag
        for tag in strays(r"<[a-z]+[^>]*\shx-post=[^>]*>", path.read_text()):
            assert tag.startswith("<form")

    def test_it_asks_for_icons_and_parts_that_exist(self, path: Path) -> None:
        names = re.findall(r'{% (?:include|extends) "([^"#]+)', path.read_text())
        ours = [name for name in names if name.startswith(("icons/", "components/", "forms/"))]
        assert [
            name for name in ours if not (settings.BASE_DIR / "templates" / name).exists()
        ] == []


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
class TestAStylesheet:
    def test_it_is_short(self, path: Path) -> None:
        assert len(path.read_text().splitlines()) <= 100

    def test_it_takes_colours_from_the_tokens(self, path: Path) -> None:
        if path.name != "tokens.css":
            colour = r"#[0-9a-fA-F]{3,8}\b|\b(?:oklch|oklab|rgba?|hsla?|color-mix)\("
            named = r":\s*(?:white|black|red|green|blue|gray|grey|orange)\b"
            assert not strays(f"{colour}|{named}", path.read_text())

    def test_it_forces_nothing(self, path: Path) -> None:
        rules = re.sub(r"/\*.*?\*/|\"[^\"]*\"|url\([^)]*\)", "", path.read_text(), flags=re.DOTALL)
        assert not strays(r"!important|(?:^|[\s,>+~])#[a-z][\w-]*[^;]*{", rules)

    def test_it_is_logical(self, path: Path) -> None:
        physical = r"\b(?:margin|padding|border)-(?:left|right|top|bottom)\b|\s(?:left|right):"
        assert not strays(physical, path.read_text())

    def test_every_token_it_uses_exists(self, path: Path) -> None:
        known = {name for style in STYLES for name in strays(r"--[\w-]+(?=:)", style.read_text())}
        assert set(re.findall(r"var\((--[\w-]+)\)", path.read_text())) <= known

    def test_it_is_reached(self, path: Path) -> None:
        entries = {"app.css", "admin.css", "admin-frame.css"}
        imported = re.findall(r'url\("([\w-]+\.css)"\)', (path.parent / "app.css").read_text())
        assert path.name in {*entries, *imported}


class TestTheStylesheetOfAll:
    def test_it_holds_only_the_order_and_layered_imports(self) -> None:
        lines = (settings.BASE_DIR / "static/css/app.css").read_text().splitlines()
        layered = re.compile(r'@layer [\w, ]+;|@import url\("[\w-]+\.css"\) layer\(\w+\);')
        assert [line for line in lines if line and not layered.fullmatch(line)] == []


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
class TestAScript:
    def test_it_is_small_and_evaluates_nothing(self, path: Path) -> None:
        text = path.read_text()
        assert len(text.splitlines()) <= 100
        assert not strays(r"\beval\(|new Function|innerHTML|\.style\.|import ", text)
