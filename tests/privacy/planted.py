"""Words that are planted, and a browser without a screen that types them."""

import re
import secrets
from dataclasses import dataclass, field
from http.cookiejar import Cookie, CookieJar
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPCookieProcessor, Request, build_opener

TOKEN = "csrfmiddlewaretoken"
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]+)"')


@dataclass
class Planted:
    """Every word that was typed somewhere; each is made once and found nowhere else."""

    words: list[str] = field(default_factory=list)

    def word(self, before: str = "") -> str:
        self.words.append(f"zq{secrets.token_hex(8)}")
        return f"{before}{self.words[-1]}"

    def number(self) -> str:
        self.words.append(str(10**11 + secrets.randbelow(9 * 10**11)))
        return self.words[-1]

    def found_in(self, text: bytes) -> list[str]:
        return [word for word in self.words if word.encode() in text]


@dataclass
class Person:
    """A browser without one: cookies, forms with their token."""

    site: str
    session: str
    jar: CookieJar = field(default_factory=CookieJar)

    def __post_init__(self) -> None:
        self.opener = build_opener(HTTPCookieProcessor(self.jar))
        if self.session:
            self.jar.set_cookie(cookie("session", self.session, urlsplit(self.site).hostname or ""))

    def at(self, site: str) -> "Person":
        """The same browser, with another of our processes."""
        return Person(site, "", self.jar)

    @property
    def key(self) -> str:
        return next(one.value or "" for one in self.jar if one.name == "session")

    def ask(
        self, path: str, fields: dict[str, Any] | None = None, **headers: str
    ) -> tuple[int, str, str]:
        """Status, body and where one arrived."""
        data = urlencode(fields, doseq=True).encode() if fields is not None else None
        asked = Request(f"{self.site}{path}", data=data, headers=headers)  # noqa: S310 - our own server
        try:
            answer = self.opener.open(asked)
        except HTTPError as error:
            answer = error
        with answer:
            body = answer.read().decode(errors="replace")
            return answer.status, body, answer.url.removeprefix(self.site)

    def send(self, page: str, to: str = "", /, **fields: Any) -> tuple[int, str, str]:
        """Fill in the form of `page`; its action is `to`, if that is another address."""
        return self.fill_in(self.ask(page)[1], to or page, **fields)

    def fill_in(self, shown: str, to: str, /, **fields: Any) -> tuple[int, str, str]:
        """The form of a page that is here already."""
        hidden = dict(HIDDEN.findall(shown))
        assert TOKEN in hidden, to
        kept = {name: hidden[name] for name in (TOKEN, "link", "token") if name in hidden}
        return self.ask(to, kept | fields)


def cookie(name: str, value: str, host: str) -> Cookie:
    return Cookie(
        0, name, value, None, False, f"{host}.local", False, False, "/", True, False, None, True,
        None, None, {},
    )  # fmt: skip
