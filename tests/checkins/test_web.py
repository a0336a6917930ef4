"""Pages as production serves them: the `web` process, which speaks WSGI and cannot stream."""

from pathlib import Path

import pytest
from django.db import connections
from django.urls import reverse
from django.utils import timezone

from couples.models import User
from tests import factories
from tests.browser import server
from tests.checkins import wishes
from tests.visitor import Visitor

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


class TestTheWebProcess:
    def test_it_signs_in_shows_today_and_sends_streams_away(
        self, tmp_path: Path, alice: User, bob: User
    ) -> None:
        now = timezone.now()
        couple = factories.couple(alice, bob, now=now)
        moment = wishes.begun(couple, alice, bob, now=now)
        database = server.database_url(connections["owner"].settings_dict)
        with server.running("web", tmp_path / "log", DATABASE_URL=database) as site:
            hers = Visitor(site)
            today = hers.sign_in(alice.email)
            stream = hers.ask(reverse("checkins:live_moment", args=[moment.public_id]))
        assert "How was today?" in today
        assert "Alice</h1>" in today
        assert stream == (204, "")
