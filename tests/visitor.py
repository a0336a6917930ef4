"""A plain browser for a site that runs: keeps cookies, follows redirects, sends forms with their token."""

import re
import urllib.request
from http.cookiejar import CookieJar
from urllib.parse import urlencode

from tests.factories import PASSWORD

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


class Visitor:
    def __init__(self, site: str, *, called: str = "a visitor") -> None:
        self.site, self.jar = site, CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))
        self.opener.addheaders = [("User-Agent", called)]

    def ask(self, path: str, data: bytes | None = None) -> tuple[int, str]:
        with self.opener.open(self.site + path, data, timeout=30) as answer:
            return answer.status, answer.read().decode()

    def cookie(self, name: str) -> str:
        return next(one.value or "" for one in self.jar if one.name == name)

    def send(self, path: str, fields: dict[str, str], *, page: str = "") -> str:
        """The page that the form leads to; `page` is where it stands, if that is not its own address."""
        found = TOKEN.search(self.ask(page or path)[1])
        assert found, path
        return self.ask(path, urlencode(fields | {"csrfmiddlewaretoken": found[1]}).encode())[1]

    def sign_in(self, email: str, password: str = PASSWORD) -> str:
        return self.send("/account/login/", {"login": email, "password": password})
