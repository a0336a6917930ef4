from typing import Any

import pytest
from django.test import Client

from checkins.models import Need
from couples.models import User
from privacy.context import asking
from tests import factories
from tests.conftest import ClientOf


@pytest.fixture
def rest() -> Need:
    with asking(factories.CONTENT_WORK):
        return Need.objects.create(slug="rest", label="rest", meaning="To lie down.")


class TestNeeds:
    def test_are_changed_by_an_editor_and_offered_at_once(
        self, editor: Client, rest: Need, django_capture_on_commit_callbacks: Any
    ) -> None:
        assert [need.label for need in Need.objects.offered()] == ["rest"]
        fields = {"label": "a rest", "meaning": "", "order": "3"}
        with django_capture_on_commit_callbacks(execute=True):
            response = editor.post(f"/admin/checkins/need/{rest.pk}/change/", fields)
        assert response.status_code == 302
        assert [need.label for need in Need.objects.offered()] == ["a rest"]

    def test_are_retired_not_deleted(self, editor: Client, rest: Need) -> None:
        assert editor.get(f"/admin/checkins/need/{rest.pk}/delete/").status_code == 403

    def test_are_ticked_while_they_are_in_use(self, editor: Client, rest: Need) -> None:
        assert 'alt="True"' in editor.get("/admin/checkins/need/").content.decode()

    def test_keep_their_slug(self, editor: Client, rest: Need) -> None:
        page = editor.get(f"/admin/checkins/need/{rest.pk}/change/").content
        assert b'name="label"' in page
        assert b'name="slug"' not in page

    def test_say_what_a_slug_is_while_one_can_be_chosen(self, editor: Client) -> None:
        assert b"A short name for the files" in editor.get("/admin/checkins/need/add/").content

    @pytest.mark.parametrize("model", ["checkin", "note", "draft", "safetyanswer", "seen"])
    def test_are_all_that_staff_find_here(self, model: str, editor: Client) -> None:
        assert editor.get(f"/admin/checkins/{model}/").status_code == 404

    def test_are_closed_to_partners(self, alice: User, rest: Need, client_of: ClientOf) -> None:
        response = client_of(alice).get(f"/admin/checkins/need/{rest.pk}/change/")
        assert response.status_code in {302, 403, 404}
