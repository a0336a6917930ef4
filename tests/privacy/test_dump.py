"""Whoever gets hold of a backup of the database reads nothing that anybody wrote."""

import os
import re
import subprocess
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.mfa.utils import decrypt
from django.db import connection, connections

from care import milestones
from care.models import TherapistMilestone
from checkins import checking_in, drafting
from checkins.checking_in import Answers, Page
from checkins.models import Draft, Note, SharedWords
from closeness import own
from closeness.models import OwnOption
from closeness.models.own import MOST_NEW
from config import embedded_postgres
from couples import agreements, yourself
from couples.models import Couple, User
from cues import proposing
from cues.models import Proposal
from exercises import favourites, practising
from exercises.models import Answer, Exercise
from goals.models import Draft as BegunGoal
from goals.models import Ladder, Step, Version
from listening import drafting as typing_on
from listening.models import Draft as Half
from listening.models import Line, Session
from listening.sessions import Given
from mending import attempting
from mending.models import Liked, Part, Said, Words
from mending.models.phrase import MOST_OWN
from privacy import keys
from privacy.context import acting_as, as_keeper, asking
from tests import factories
from tests.cues import agreed
from tests.exercises.conftest import CONTENT_WORK, published
from tests.goals import tales as goals
from tests.listening import steps
from tests.mending import tales

pytestmark = [
    pytest.mark.django_db(transaction=True, databases=["default", "owner"]),
    pytest.mark.skipif(
        "DATABASE_URL" in os.environ, reason="pg_dump must be of the version of the database"
    ),
]

SENTENCES = [f"Canary {number:04} sits in the plum tree." for number in range(1_000)]


def plant(alice: User, bob: User, tess: User, couple: Couple, now: datetime) -> None:
    """Through every door that takes words; what is left over goes into check-ins."""
    unplanted = iter(SENTENCES)
    with acting_as(tess):
        for _ in range(50):
            title, line = next(unplanted), next(unplanted)
            milestones.add(couple, title=title, line=line, by=tess, now=now)
    with acting_as(alice):
        link = agreements.link_of(couple)
        assert link
        for _ in range(48):
            told = next(unplanted)
            yourself.tell(link, words=told, with_answers=False, by=alice, now=now)
    practise(unplanted, alice, now)
    listen(unplanted, alice, bob, couple, now)
    apologise(unplanted, alice, couple, now)
    mend(unplanted, alice, bob, couple, now)
    set_goals(unplanted, alice, couple, now)
    add_ideas(unplanted, alice, couple, now)
    for line in islice(unplanted, proposing.MOST_WAITING):
        agreed.proposed(couple, alice, line, now=now)
    day = now
    with acting_as(alice):
        while words := list(islice(unplanted, 4)):
            thanks, note, *typed = (*words, "", "", "")[:4]
            fields = {"note": [typed[0]], "appreciation": [typed[1]]}
            drafting.keep(by=alice, on=day.date(), fields=fields, page=Page("open"), now=day)
            given = Answers(closeness=5, safe="yes", appreciation=thanks, note=note)
            checking_in.hand_in(
                by=alice, couple=couple, on=day.date(), answers=given, page=Page("a"), now=day
            )
            day += timedelta(days=1)


def practise(unplanted: Iterator[str], alice: User, now: datetime) -> None:
    version = published("a-true-thank-you", "write", "write", now=now)
    with acting_as(alice):
        for _ in range(50):
            sitting = practising.start_again(version, by=alice, now=now)
            for step in practising.steps_of(version):
                practising.keep(sitting, step, words=next(unplanted), now=now)


def listen(unplanted: Iterator[str], alice: User, bob: User, couple: Couple, now: datetime) -> None:
    """What was said stays in two that are done; in the third, each has something half typed."""
    for _ in range(2):
        session = steps.invited(couple, alice, topic=next(unplanted), now=now)
        for act in steps.WHOLE:
            says = steps.GIVEN.get(act, Given()).words
            given = Given(words=next(unplanted)) if says else None
            steps.take(session, act, given=given, now=now)
    third = steps.invited(couple, alice, topic=next(unplanted), now=now)
    session = steps.up_to(third, Session.State.SPEAKING, now=now)
    for one in (alice, bob):
        with acting_as(one):
            words = next(unplanted)
            assert typing_on.keep(session, place=session.place(), words=words, by=one, now=now)


def apologise(unplanted: Iterator[str], alice: User, couple: Couple, now: datetime) -> None:
    """One a day; the last is rehearsed, and not sent yet."""
    for day in range(5):
        on = now + timedelta(days=day)
        parts = {name: next(unplanted) for name in tales.Name}
        rehearsal = tales.rehearsed(couple, alice, parts=parts, now=on)
        if day < 4:
            tales.give(couple, rehearsal, alice, now=on)


def mend(unplanted: Iterator[str], alice: User, bob: User, couple: Couple, now: datetime) -> None:
    """Lines in bob’s own words, which alice sends; and what stands in their lists afterwards."""
    for week in range(3):
        liked = next(unplanted)
        tales.likes(couple, bob, own=[liked])
        on = now + timedelta(weeks=week)
        tales.tried(couple, alice, chosen=f"{attempting.OWN}{liked}", now=on)
    for one in (alice, bob):
        tales.likes(couple, one, own=list(islice(unplanted, MOST_OWN)))


def set_goals(unplanted: Iterator[str], alice: User, couple: Couple, now: datetime) -> None:
    """A few that are offered, and one that is begun."""
    for _ in range(3):
        title, *steps = islice(unplanted, 1 + len(Step))
        goals.offered(couple, alice, now=now, title=title, sentences=steps)
    goals.begun(alice, now=now, title=next(unplanted))


def add_ideas(unplanted: Iterator[str], alice: User, couple: Couple, now: datetime) -> None:
    """Of closeness, as many as may be new."""
    with acting_as(alice):
        for number in range(MOST_NEW):
            name, what = islice(unplanted, 2)
            facts: dict[str, Any] = {"name": name, "what": what, "level": 1, "minutes": 10}
            own.add(couple, **facts, token=f"{number:022}", by=alice, now=now)


def second_keys(alice: User) -> list[str]:
    """What an app of alice’s holds, and what her recovery codes are made from."""
    with acting_as(alice):
        made = [TOTP.activate(alice, generate_totp_secret()), RecoveryCodes.activate(alice)]
        opened = [word for one in made for word in opened_secrets(one.instance.data)]
        codes = RecoveryCodes.activate(alice).generate_codes()
    assert len(opened) == 2
    assert len(codes) == 10
    return opened


def favourite_of(alice: User) -> str:
    """The number of an exercise, long enough to be found nowhere by chance."""
    with asking(CONTENT_WORK):
        exercise = Exercise.objects.create(pk=987_654_321, slug="a-rare-one", theme="words")
    with acting_as(alice):
        favourites.add(exercise, by=alice)
        assert favourites.of(alice) == {exercise.pk}
    return str(exercise.pk)


def opened_secrets(data: dict[str, str]) -> list[str]:
    return [decrypt(data[name]) for name in ("secret", "seed") if name in data]


def planted(alice: User, bob: User, tess: User) -> set[str]:
    """What the site gives back of it."""
    with acting_as(tess):
        own = TherapistMilestone.objects.all()
        words = {word for one in own for word in (one.title, one.line)}
        words |= {told.text for told in yourself.told_to(tess)}
    for one in (alice, bob):
        with acting_as(one):
            words |= set(read())
    return words - {""}


def read() -> Iterator[str]:
    """By one of the two."""
    for rows in (Answer, Line, Half, Part, Proposal, Said):
        yield from (row.words for row in rows.objects.all())
    yield from (part.appreciation or "" for part in SharedWords.objects.all())
    yield from (note.text for note in Note.objects.all())
    for draft in Draft.objects.all():
        yield from (word for typed in draft.fields.values() for word in typed)
    yield from (word for words in Words.objects.all() for word in words.parts.values())
    yield from (one.gist["title"] for one in Version.objects.all())
    yield from (word for one in Ladder.objects.all() for word in one.steps)
    yield from (one.fields["title"] for one in BegunGoal.objects.all())
    yield from (words for one in OwnOption.objects.all() for words in (one.name, one.what))
    yield from (word for liked in Liked.objects.all() for word in liked.kept["own"])


def dump(*options: str) -> str:
    """As docs/operations.md says, by the database's superuser."""
    settings = connections["owner"].settings_dict
    done = subprocess.run(
        [
            embedded_postgres.programs() / "pg_dump",
            *("--host", settings["HOST"], "--username", embedded_postgres.SUPERUSER),
            *options,
            settings["NAME"],
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def rows_of(table: str, everything: str) -> str:
    found = re.search(rf"^COPY public\.{table} .*?^\\\.$", everything, re.DOTALL | re.MULTILINE)
    assert found
    return found[0]


def holds(text: str, sentence: str) -> bool:
    return sentence in text or sentence.encode().hex() in text


class TestADump:
    @pytest.fixture
    def words(self, alice: User, bob: User, tess: User, couple: Couple, now: datetime) -> None:
        factories.agreement(couple, tess, alice, bob, now=now)
        plant(alice, bob, tess, couple, now)

    def test_holds_none_of_a_thousand_sentences(
        self, words: None, alice: User, bob: User, tess: User
    ) -> None:
        secrets, favourite = second_keys(alice), favourite_of(alice)
        assert planted(alice, bob, tess) == set(SENTENCES)
        everything = dump()
        assert holds(everything, alice.email)
        assert holds(everything, "A true thank you".title())
        assert "mfa_authenticator" in everything
        assert holds(rows_of("exercises_exercise", everything), favourite)
        found = {one for one in (*SENTENCES, *secrets) if holds(everything, one)}
        if holds(rows_of("exercises_favourites", everything), favourite):
            found.add(favourite)
        assert not found

    def test_of_the_data_leaves_the_keys_out(self, alice: User, bob: User) -> None:
        for one in (alice, bob):
            with acting_as(one):
                keys.of(one.pk)
        with as_keeper(), connection.cursor() as cursor:
            cursor.execute("SELECT encode(wrapped, 'hex') FROM keys.person")
            wrapped = {row[0] for row in cursor.fetchall()}
        assert len(wrapped) == 2
        data, kept = dump("--exclude-schema=keys"), dump("--schema=keys")
        assert not {one for one in wrapped if one in data}
        assert all(one in kept for one in wrapped)
        assert "checkins_note" in data
        assert "COPY public." not in kept
