"""What every page shares, and what every template, stylesheet and script has to keep to."""

import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client

from couples import navigation
from couples.models import Couple, User
from tests import factories
from tests.conftest import ClientOf

TEMPLATES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))
STYLES = sorted((settings.BASE_DIR / "static" / "css").glob("*.css"))
SCRIPTS = sorted((settings.BASE_DIR / "static" / "js").glob("*.js"))
OPEN_PAGES = ("/welcome/", "/account/login/", "/account/signup/", "/account/password/reset/")
OWN_PAGES = ("/us/", "/settings/", "/account/email/", "/account/2fa/", "/settings/devices/")
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


def ways_out(page: Page) -> None:
    """Two of them, and the first stop of the page is one."""
    links = page.with_attribute("data-leave")
    stops = [a for tag, a in page.tags if tag in {"a", "button", "input", "select", "textarea"}]
    assert len(links) == 2
    assert stops[0] == links[0]
    for link in links:
        assert link["href"] == "/leave/"
        assert link["data-leave"] in {settings.NEUTRAL_SITE, "", None}  # else by way of /leave/


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
        ways_out(page)
        assert page.title == "Moments"
        assert json.loads(page.meta("htmx-config")) == HTMX
        assert ("html", {"lang": "en-gb"}) in page.tags
        assert [a for a in page.with_attribute("href") if a["href"] == "#main"]

    def test_the_first_one_is_light(self, client: Client) -> None:
        """Uncompressed, with half a kilobyte of headers for each file."""
        static = settings.BASE_DIR / "static"
        beside = ("js/quick-exit.js", "js/form.js", "favicon.svg", "manifest.webmanifest")
        styles = ("front.css", *imports("front.css"))
        files = [static / name for name in (*beside, *(f"css/{name}" for name in styles))]
        page = client.get("/welcome/").content
        assert page.count(b"<script") == 2
        assert len(page) + sum(path.stat().st_size + 512 for path in files) < 60_000


class TestAPageThatWentWrong:
    """Some of these are drawn without a request, and know neither person nor neutral site."""

    def test_it_has_the_same_way_out(self, client_of: ClientOf, alice: User) -> None:
        client = Client(enforce_csrf_checks=True, raise_request_exception=False)
        client.cookies = client_of(alice).cookies
        ways_out(opened(client, "/nothing/", 404))
        refused = client.post("/settings/")
        assert refused.status_code == 403
        ways_out(Page(refused.content.decode()))

    @pytest.mark.parametrize("name", ["400.html", "403.html", "404.html", "500.html"])
    def test_it_needs_nothing_for_it(self, name: str) -> None:
        page = Page(render_to_string(name))
        ways_out(page)
        assert page.title == "Moments"
        assert [src for src in page.with_attribute("src") if "quick-exit.js" in str(src)]


class TestTheAdmin:
    def test_it_has_the_same_way_out(
        self, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(settings, "STAFF_SECOND_FACTOR", False)
        page = opened(client_of(factories.staff("eve", is_superuser=True)), "/admin/")
        ways_out(page)
        assert page.title == "Moments"

    def test_so_has_a_window_that_it_opens(
        self, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(settings, "STAFF_SECOND_FACTOR", False)
        client = client_of(factories.staff("eve", is_superuser=True))
        ways_out(opened(client, "/admin/couples/practice/add/?_popup=1"))


class TestNavigation:
    def test_a_partner_finds_five_doors(self, alice: User) -> None:
        labels = [link.label for link in navigation.links(alice, "/us/")]
        assert labels == ["Today", "Moments", "Exercises", "Us", "Settings"]

    def test_it_says_where_we_are(self, alice: User) -> None:
        current = {link.label: link.current for link in navigation.links(alice, "/us/")}
        assert current["Us"] == "page"
        assert current["Settings"] == ""

    def test_a_page_further_in_belongs_to_its_door(self, alice: User) -> None:
        current = {link.label: link.current for link in navigation.links(alice, "/account/2fa/")}
        assert current["Settings"] == "true"

    def test_a_therapist_has_no_door_of_a_partner(self, tess: User) -> None:
        labels = [link.label for link in navigation.links(tess, "/settings/")]
        assert labels == ["Caseload", "Settings"]

    def test_staff_find_the_admin_and_their_settings(self, edith: User) -> None:
        links = {link.url: link.current for link in navigation.links(edith, "/account/2fa/")}
        assert links == {"/admin/": "", "/settings/": "true"}

    def test_the_private_questions_belong_to_the_settings(self, alice: User) -> None:
        current = {link.label: link.current for link in navigation.links(alice, "/yourself/")}
        assert current["Settings"] == "true"


def strays(pattern: str, text: str) -> list[str]:
    return [match.group(0).strip() for match in re.finditer(pattern, text)]


def imports(name: str) -> list[str]:
    return strays(r'(?<=url\(")[\w-]+\.css', (STYLES[0].parent / name).read_text())


def offences(paths: list[Path], found: Callable[[str], list[str]]) -> dict[str, list[str]]:
    """What was found in which file; nothing is what we want."""
    by_file = {str(path.relative_to(settings.BASE_DIR)): found(path.read_text()) for path in paths}
    return {name: strays for name, strays in by_file.items() if strays}


def tags_without(text: str, attribute: str, *ways: str) -> list[str]:
    tags = strays(rf"<[a-z]+[^>]*\s{attribute}=[^>]*>", text)
    return [tag for tag in tags if not any(way in tag for way in ways)]


class TestTemplates:
    def test_none_has_inline_style_or_script(self) -> None:
        inline = r"<style|\sstyle=|\son[a-z]+=|hx-on|javascript:"
        bare = r"<script(?![^>]*(?: src=|application/json))[^>]*>"
        assert offences(TEMPLATES, lambda text: strays(f"{inline}|{bare}", text)) == {}

    def test_what_htmx_does_works_without_it(self) -> None:
        ways = (" href=", " hx-trigger=", "<form")
        assert offences(TEMPLATES, lambda text: tags_without(text, "hx-get", *ways)) == {}
        assert offences(TEMPLATES, lambda text: tags_without(text, "hx-post", "<form")) == {}

    def test_each_part_that_one_asks_for_exists(self) -> None:
        def missing(text: str) -> list[str]:
            names = strays(r'(?<={% include ")(?:icons|components|forms)/[^"#]+', text)
            return [name for name in names if not (settings.BASE_DIR / "templates" / name).exists()]

        assert offences(TEMPLATES, missing) == {}


class TestStylesheets:
    def test_each_is_short(self) -> None:
        assert [path.name for path in STYLES if len(path.read_text().splitlines()) > 100] == []

    def test_colours_come_from_the_tokens(self) -> None:
        colour = r"#[0-9a-fA-F]{3,8}\b|\b(?:oklch|oklab|rgba?|hsla?|color-mix)\("
        named = r":\s*(?:white|black|red|green|blue|gray|grey|orange)\b"
        others = [path for path in STYLES if path.name != "tokens.css"]
        assert offences(others, lambda text: strays(f"{colour}|{named}", text)) == {}

    def test_nothing_is_forced(self) -> None:
        def forced(text: str) -> list[str]:
            rules = re.sub(r"/\*.*?\*/|\"[^\"]*\"|url\([^)]*\)", "", text, flags=re.DOTALL)
            return strays(r"!important|(?:^|[\s,>+~])#[a-z][\w-]*[^;]*{", rules)

        assert offences(STYLES, forced) == {}

    def test_directions_are_logical(self) -> None:
        physical = r"\b(?:margin|padding|border)-(?:left|right|top|bottom)\b|\s(?:left|right):"
        assert offences(STYLES, lambda text: strays(physical, text)) == {}

    def test_what_is_seen_comes_in_the_order_of_the_page(self) -> None:
        """Whoever goes by Tab, or listens, follows the document. No sheet has a reason to differ."""

        def moved(text: str) -> list[str]:
            rules = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
            return strays(r"(?<![\w-])order:|-reverse\b|\bdense\b", rules)

        assert offences(STYLES, moved) == {}

    def test_every_token_in_use_exists(self) -> None:
        known = {name for path in STYLES for name in strays(r"--[\w-]+(?=:)", path.read_text())}
        used = r"(?<=var\()--[\w-]+(?=\))"
        assert offences(STYLES, lambda text: sorted({*strays(used, text)} - known)) == {}

    def test_each_is_reached(self) -> None:
        names = {path.name for path in STYLES}
        entries = {"app.css", "front.css", "copy.css"}
        staff = {f"admin{part}.css" for part in ("", "-frame", "-top", "-forms", "-changes")}
        assert names == {*entries, *staff, *imports("app.css")}

    def test_the_pages_at_the_door_take_some_of_them_in_the_same_order(self) -> None:
        front = imports("front.css")
        assert front == [name for name in imports("app.css") if name in front]

    @pytest.mark.parametrize("name", ["app.css", "front.css"])
    def test_an_entry_holds_only_the_order_and_layered_imports(self, name: str) -> None:
        lines = (STYLES[0].parent / name).read_text().splitlines()
        layered = re.compile(r'@layer [\w, ]+;|@import url\("[\w-]+\.css"\) layer\(\w+\);')
        assert [line for line in lines if line and not layered.fullmatch(line)] == []


class TestScripts:
    def test_each_is_small_and_evaluates_nothing(self) -> None:
        assert [path.name for path in SCRIPTS if len(path.read_text().splitlines()) > 100] == []
        evil = r"\beval\(|new Function|innerHTML|\.style\.|^import "
        assert offences(SCRIPTS, lambda text: strays(evil, text)) == {}


class TestTheWayOut:
    def test_nothing_can_lie_over_it(self) -> None:
        """What a browser puts on top of everything covers it, whatever a stylesheet says."""
        on_top = r"<dialog\b|\bpopover|\bshow(?:Modal|Popover)\b|\brequestFullscreen\b"
        assert offences([*TEMPLATES, *SCRIPTS], lambda text: strays(on_top, text)) == {}
