"""What people type in every flow, each word planted."""

import re
from collections.abc import Callable
from datetime import date
from email import message_from_bytes
from pathlib import Path
from typing import Any

from couples.models import Couple
from goals.wording import STEPS
from tests import factories
from tests.checkins.pages import answers
from tests.privacy.planted import HIDDEN, TOKEN, Person, Planted

RESET = re.compile(r"/account/password/reset/key/\S+")
COPY = re.compile(r'href="(/settings/copy/[\w-]{22}/)"')
INVITATION = re.compile(r"/join/([\w-]{43})/")


def a_partner_s_flows(hers: Person, planted: Planted, today: date) -> str:
    """The note that her therapist may read."""
    note = planted.word()
    day = answers(today, note=note, appreciation=planted.word(), audience="both")
    assert hers.send("/check-in/", "/check-in/draft/", **day)[0] == 204
    assert hers.send("/check-in/", **day)[2] == "/"
    refused = answers(today, note=planted.word(), closeness="ninety", page="another")
    assert hers.send("/check-in/", **refused)[0] == 200
    place = hers.send("/exercises/a-true-thank-you/", "/exercises/a-true-thank-you/start/")[2]
    for _ in range(3):
        place = hers.send(place, words=planted.word(), go="next")[2]
    found = hers.send("/exercises/", "/exercises/find/", words=planted.word(), need="calm")[2]
    assert found.startswith("/exercises/found/")
    assert hers.send("/exercises/words-for-wishes/", "/exercises/words-for-wishes/favourite/")
    alone = hers.send("/yourself/", step="begin")[1]
    alone = hers.fill_in(alone, "/yourself/", step="answer", afraid="yes", hurt="yes")[1]
    assert "Done." in hers.fill_in(alone, "/yourself/", step="tell", words=planted.word())[1]
    a_journal_s_flow(hers, planted)
    assert hers.send("/settings/", display_name="Alice", called=planted.word(), language="en-gb",
                     time_zone="Nowhere/" + planted.word())[0] == 200  # fmt: skip
    assert hers.send("/us/agreement/", notes="on", milestones="on")[0] == 200
    return note


def a_journal_s_flow(hers: Person, planted: Planted) -> None:
    """A page that keeps itself, is handed in, and shared."""
    blank, name = hers.ask("/journal/new/freely/")[2], "1" * 22
    assert hers.send(blank, f"{blank}keep/", page=name, part_1=planted.word())[0] == 204
    place = hers.send(blank, page=name, part_1=planted.word())[2]
    shown = hers.ask(f"{place}share/")[1]
    seen = dict(HIDDEN.findall(shown))["seen"]
    assert hers.fill_in(shown, f"{place}share/", seen=seen)[2] == place


def an_apology_s_flows(hers: Person, his: Person, planted: Planted) -> None:
    """He lets her know what he makes of it."""
    place = hers.send("/apology/", "/apology/new/")[2]
    for _ in range(6):
        said = planted.word()
        place = hers.send(place, words=said, go="next")[2]
    sent = hers.send(f"{place}send/", seen=7)[2]
    assert "/apology/sent/" in sent
    came = sent.replace("sent", "received")
    assert said in his.ask(came)[1]
    assert his.send(came, f"{came}note/", answer="taken")[2] == came
    assert his.send(came, f"{came}tell/", answer="taken")[2] == came
    assert said in hers.ask(sent)[1]


def a_repair_s_flows(hers: Person, his: Person, planted: Planted) -> None:
    """He tells what he likes to hear, in words of his own; she sends it."""
    liked = planted.word()
    assert his.send("/repair/list/", own=liked, seen=0)[2] == "/repair/"
    assert hers.send("/repair/", "/repair/send/", phrase=planted.word())[2] == "/repair/send/"
    assert hers.send("/repair/", "/repair/send/", phrase=f"own:{liked}")[2] == "/repair/"
    place = re.search(r"/repair/[\w-]{22}/", his.ask("/repair/")[1])
    assert place
    assert liked in his.ask(place[0])[1]
    assert his.send(place[0], f"{place[0]}note/", result="helped")[2] == place[0]


def a_couple_s_flows(hers: Person, his: Person, planted: Planted) -> None:
    """What the two set together: a cue, a goal, and an idea for closeness."""
    cue, goal, idea = planted.word(), planted.word(), planted.word()
    assert hers.send("/cues/new/", own=cue)[2] == "/cues/"
    assert cue in his.ask("/cues/")[1]
    steps = {one: planted.word() for one in STEPS}
    assert hers.send("/goals/new/", seen=0, stage="safety", title=goal, **steps)[2] != "/goals/new/"
    assert goal in his.ask("/goals/")[1]
    for one in (hers, his):
        assert one.send("/closeness/", "/closeness/begin/")[2] == "/closeness/"
    facts = {"name": idea, "what": planted.word(), "level": 1, "minutes": 10}
    assert hers.send("/closeness/ideas/", **facts)[2] == "/closeness/ideas/"
    assert idea in his.ask("/closeness/ideas/")[1]


def a_listener_s_flows(hers: Person, his: Person, planted: Planted) -> str:
    """Until it is his to say back what she has said; where that is."""
    about = {"how": "two", "begins": "me", "own": planted.word()}
    place = hers.send("/listening/new/", **about)[2]
    assert about["own"] in his.ask(place)[1]
    for one, act in ((hers, "ready"), (his, "ready"), (hers, "begin")):
        step(one, place, act)
    typed = {"place": "1-1-speaking", "words": planted.word()}
    assert hers.send(place, f"{place}draft/", **typed)[0] == 204
    assert typed["words"] in hers.ask(place)[1]
    said = planted.word()
    step(hers, place, "say", words=said)
    assert said in his.ask(place)[1]
    return place


def step(one: Person, place: str, act: str, **fields: Any) -> None:
    shown = one.ask(place)[1]
    where = {name: dict(HIDDEN.findall(shown)).get(name, "") for name in ("seen", "place")}
    assert one.fill_in(shown, f"{place}step/", act=act, **where, **fields)[2] == place


def refused(hers: Person, planted: Planted) -> dict[str, str]:
    """Pages that say no to a form with words in it. An outdated form gives its words back (decision 0077)."""
    form, nowhere = hers.ask("/listening/new/")[1], f"/listening/{'A' * 22}/step/"
    many = {"note": planted.word(), "more": [planted.word()] * 1_001}
    own = {TOKEN: "A" * 64, "act": "say", "words": planted.word()}
    pages = {
        400: hers.fill_in(form, "/check-in/", **many),
        403: hers.ask(nowhere, own, **{"Sec-Fetch-Site": "same-origin"}),
        404: hers.fill_in(form, nowhere, act="say", words=planted.word()),
    }
    assert [status for status, _, _ in pages.values()] == list(pages)
    assert own["words"] in pages[403][1]
    shown = {f"a page of {status}": page for status, (_, page, _) in pages.items()}
    return shown | {"a page of 403": shown["a page of 403"].replace(own["words"], "")}


def asleep(hers: Person, planted: Planted, place: str, falls_asleep: Callable[[str], None]) -> str:
    """Words for a step that is not there any more are shown to whoever sent them, and kept by nobody."""
    form, words = hers.ask(place)[1], planted.word()
    falls_asleep(hers.key)
    status, page, _ = hers.fill_in(form, f"{place}step/", act="say", place="2-3-tired", words=words)
    assert status == 401
    assert words in page
    return page.replace(words, "")


def an_account_s_flows(hers: Person, planted: Planted) -> None:
    """Passwords, keys, a lock, a copy to take along: each asked for as its owner does."""
    again = "/account/reauthenticate/"
    hers.send(again, password=planted.word())
    assert hers.send(again, password=factories.PASSWORD)[2] == "/"
    new = planted.word()
    assert hers.send("/account/password/change/", oldpassword=planted.word(), password1=new,
                     password2=new)[0] == 200  # fmt: skip
    changed = hers.send("/account/password/change/", oldpassword=factories.PASSWORD, password1=new,
                        password2=new)  # fmt: skip
    assert changed[2] == "/account/password/change/"
    assert hers.send(again, password=new)[2] == "/"
    name = {"name": planted.word(), "credential": planted.word()}
    assert hers.send("/account/2fa/webauthn/add/", **name)[0] == 200
    assert hers.send("/account/2fa/totp/activate/", code=planted.word())[0] == 200
    pin = planted.number()
    locks = "/settings/journal/"
    assert hers.send(f"{locks}lock/", new_pin=pin, again=planted.number())[0] == 200
    assert hers.send(f"{locks}lock/", new_pin=pin, again=pin)[2] == locks
    hers.send(locks, f"{locks}close/")
    assert hers.send(f"{locks}open/", pin=planted.number())[2] == f"{locks}open/"
    assert hers.send(f"{locks}open/", pin=pin, next=locks)[2] == locks
    assert hers.send("/settings/copy/", "/settings/copy/ask/")[2] == "/settings/copy/"
    assert hers.send("/settings/account/", "/settings/account/close/")[0] == 200
    assert hers.send("/settings/account/", "/settings/account/keep/")[0] == 200
    assert hers.send("/yourself/")[2] == "/"


def fetches_the_copy(hers: Person) -> bool:
    """Once a tick has made it."""
    link = COPY.search(hers.ask("/settings/copy/")[1])
    return bool(link and hers.ask(link[1])[0] == 200)


def a_therapist_s_flows(theirs: Person, planted: Planted, couple: Couple, note: str) -> None:
    page = f"/caseload/{couple.public_id}/"
    assert note in theirs.ask(page)[1]
    title = planted.word()
    assert title in theirs.send(page, f"{page}milestones/", title=title, line=planted.word())[1]
    assert theirs.ask("/caseload/alone/")[0] == 200
    assert theirs.send("/caseload/", q=planted.word())[0] == 200
    link = INVITATION.search(theirs.send("/invite/")[1])
    assert link
    planted.words.append(link[1])  # a secret, though nobody typed it


def a_guest_s_flows(theirs: Person, planted: Planted) -> None:
    """Carol, with the link of a therapist."""
    path = f"/join/{planted.words[-1]}/"
    assert theirs.send(path)[2] == "/us/agreement/"


def staff_s_flows(theirs: Person, planted: Planted) -> None:
    assert theirs.send("/admin/couples/user/", look_for=planted.word())[0] == 200
    added = "/admin/couples/user/add/"
    facts = {"role": "therapist", "time_zone": "UTC", "language": "en-gb"}
    wrong = theirs.send(added, email=planted.word(), display_name=planted.word(), **facts)
    assert wrong[2] == added


def a_stranger_s_flows(site: str, planted: Planted) -> None:
    nobody = Person(site, "")
    for login in ("alice@example.org", f"{planted.word()}@example.org"):
        nobody.send("/account/login/", login=login, password=planted.word())
    assert nobody.ask(f"/join/{planted.word('A' * 25)}/")[0] == 404
    nobody.ask(f"/account/password/reset/key/1-{planted.word()}/")
    nobody.send("/account/signup/", display_name=planted.word(), email="no address",
                password1=planted.word())  # fmt: skip


def a_forgetful_one_s_flows(site: str, planted: Planted, mailbox: Path) -> Person:
    """Bob’s password, reset by mail; and he, signed in with it."""
    before = set(mailbox.glob("*.eml"))
    Person(site, "").send("/account/password/reset/", email="bob@example.org")
    letters = [message_from_bytes(one.read_bytes()) for one in set(mailbox.glob("*.eml")) - before]
    parts = [part.get_payload(decode=True) for letter in letters for part in letter.walk()]
    texts = [part.decode() for part in parts if isinstance(part, bytes)]
    (link,) = {found[0] for text in texts if (found := RESET.search(text))}
    nobody, new = Person(site, ""), planted.word()
    there = nobody.ask(link)[2]
    assert nobody.send(there, password1=new, password2=planted.word())[0] == 200
    assert nobody.send(there, password1=new, password2=new)[0] == 200
    assert nobody.send("/account/login/", login="bob@example.org", password=new)[2] == "/"
    return nobody
