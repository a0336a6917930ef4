"""Whoever gets hold of a backup of the database reads nothing that anybody wrote."""

import os
import subprocess
from datetime import datetime, timedelta

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
from config import embedded_postgres
from couples import agreements, yourself
from couples.models import Couple, User
from exercises import practising
from exercises.models import Answer
from privacy import keys
from privacy.context import acting_as, as_keeper
from tests import factories
from tests.exercises.conftest import published

pytestmark = [
    pytest.mark.django_db(transaction=True, databases=["default", "owner"]),
    pytest.mark.skipif(
        "DATABASE_URL" in os.environ, reason="pg_dump must be of the version of the database"
    ),
]

SENTENCES = [f"Canary {number:04} sits in the plum tree." for number in range(1_000)]


def plant(alice: User, tess: User, couple: Couple, now: datetime) -> None:
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
    version = published("a-true-thank-you", "write", "write", now=now)
    with acting_as(alice):
        for _ in range(50):
            sitting = practising.start_again(version, by=alice, now=now)
            for step in practising.steps_of(version):
                practising.keep(sitting, step, words=next(unplanted), now=now)
    day = now
    with acting_as(alice):
        while thanks := next(unplanted, ""):
            fields = {"note": [next(unplanted)], "appreciation": [next(unplanted)]}
            drafting.keep(by=alice, on=day.date(), fields=fields, page=Page("open"), now=day)
            given = Answers(closeness=5, safe="yes", appreciation=thanks, note=next(unplanted))
            checking_in.hand_in(
                by=alice, couple=couple, on=day.date(), answers=given, page=Page("a"), now=day
            )
            day += timedelta(days=1)


def second_keys(alice: User) -> list[str]:
    """What an app of alice’s holds, and what her recovery codes are made from."""
    with acting_as(alice):
        made = [TOTP.activate(alice, generate_totp_secret()), RecoveryCodes.activate(alice)]
        opened = [word for one in made for word in opened_secrets(one.instance.data)]
        codes = RecoveryCodes.activate(alice).generate_codes()
    assert len(opened) == 2
    assert len(codes) == 10
    return opened


def opened_secrets(data: dict[str, str]) -> list[str]:
    return [decrypt(data[name]) for name in ("secret", "seed") if name in data]


def planted(alice: User, tess: User) -> set[str]:
    """What the site gives back of it."""
    with acting_as(tess):
        own = TherapistMilestone.objects.all()
        words = {word for one in own for word in (one.title, one.line)}
        words |= {told.text for told in yourself.told_to(tess)}
    with acting_as(alice):
        words |= {answer.words for answer in Answer.objects.all()}
        words |= {part.appreciation or "" for part in SharedWords.objects.all()}
        words |= {note.text for note in Note.objects.all()}
        typed = [word for draft in Draft.objects.all() for word in draft.fields.values()]
    return words | {word for words_of_field in typed for word in words_of_field}


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


def holds(text: str, sentence: str) -> bool:
    return sentence in text or sentence.encode().hex() in text


class TestADump:
    @pytest.fixture
    def words(self, alice: User, bob: User, tess: User, couple: Couple, now: datetime) -> None:
        factories.agreement(couple, tess, alice, bob, now=now)
        plant(alice, tess, couple, now)

    def test_holds_none_of_a_thousand_sentences(self, words: None, alice: User, tess: User) -> None:
        secrets = second_keys(alice)
        assert planted(alice, tess) == set(SENTENCES)
        everything = dump()
        assert holds(everything, alice.email)
        assert holds(everything, "A true thank you".title())
        assert "mfa_authenticator" in everything
        assert not {one for one in (*SENTENCES, *secrets) if holds(everything, one)}

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
