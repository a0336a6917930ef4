import pytest
from django.test import Client

from care.models import Milestone
from privacy.context import asking
from tests import factories

GOOD = {
    "slug": "first",
    "title": "The first day",
    "line": "It began.",
    "rule": '{"kind": "first_day_both"}',
    "order": "10",
}


class TestMilestoneAdmin:
    def test_it_keeps_a_good_one(self, editor: Client) -> None:
        response = editor.post("/admin/care/milestone/add/", GOOD)
        assert response.status_code == 302
        assert Milestone.objects.get().rule == {"kind": "first_day_both"}

    @pytest.mark.parametrize(
        ("rule", "words"),
        [
            ('{"kind": "first_dya"}', "is no kind of rule"),
            ('{"kind": "days_both_of", "days": 0, "of": 7}', "is a whole number from 1 to 366"),
            ("[1]", "A rule names its kind"),
            ('{"kind": ["a"]}', "A rule names its kind"),
            ("not json", "Enter a valid JSON"),
        ],
    )
    def test_it_says_beside_the_field_what_is_wrong(
        self, editor: Client, rule: str, words: str
    ) -> None:
        response = editor.post("/admin/care/milestone/add/", GOOD | {"rule": rule})
        assert response.status_code == 200
        assert words in str(response.context["adminform"].form.errors["rule"])
        assert not Milestone.objects.exists()

    def test_it_keeps_its_slug(self, editor: Client) -> None:
        """The content pack finds it by that; a second row would be reached a second time."""
        with asking(factories.AT_THE_DOOR):
            milestone = Milestone.objects.create(**GOOD | {"rule": {"kind": "first_day_both"}})
        page = f"/admin/care/milestone/{milestone.pk}/change/"
        editor.post(page, GOOD | {"slug": "renamed", "title": "Another title"})
        known = Milestone.objects.get()
        assert (known.slug, known.title) == ("first", "Another title")

    def test_it_retires_and_never_deletes(self, editor: Client) -> None:
        with asking(factories.AT_THE_DOOR):
            milestone = Milestone.objects.create(**GOOD | {"rule": {"kind": "first_day_both"}})
        page = f"/admin/care/milestone/{milestone.pk}"
        assert editor.post(f"{page}/delete/", {"post": "yes"}).status_code == 403
        editor.post(f"{page}/change/", GOOD | {"retired": "on"})
        assert not Milestone.objects.watched().exists()
