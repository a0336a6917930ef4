"""A browser without a browser: reads pages of a session, and sends their forms."""

import re

from django.test import Client

from listening.models import Session

HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
SEEN = re.compile(r'<div id="seen" hidden><input type="hidden" name="seen" value="([^"]+)"')
FORMS = re.compile(r'<form method="post"[^>]*action="([^"]*/step/[^"]*)".*?</form>', re.DOTALL)


def page_of(client: Client, session: Session, query: str = "") -> str:
    answer = client.get(f"{session.get_absolute_url()}{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def seen_on(client: Client, session: Session) -> str:
    """What an open page reports of itself when it looks for news."""
    found = SEEN.search(page_of(client, session))
    assert found
    return found[1]


def send(client: Client, session: Session, query: str = "", **fields: str) -> str:
    """Fill in the first form of the page; the page that one arrives at."""
    found = FORMS.search(page_of(client, session, query))
    assert found
    answer = client.post(
        found[1].replace("&amp;", "&"), dict(HIDDEN.findall(found[0])) | fields, follow=True
    )
    assert answer.status_code == 200
    return answer.content.decode()
