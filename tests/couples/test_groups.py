import pytest
from django.contrib.auth.models import Group, Permission

from couples import groups


@pytest.fixture(autouse=True)
def wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(groups, "_permissions", {})


class TestEstablish:
    def test_it_gives_a_group_what_the_apps_ask_for(self) -> None:
        groups.may("Readers", "couples.view_user", "couples.view_practice")
        groups.may("Readers", "couples.change_practice")
        groups.establish()
        given = Group.objects.get(name="Readers").permissions
        assert set(given.values_list("codename", flat=True)) == {
            "view_user",
            "view_practice",
            "change_practice",
        }

    def test_it_takes_nothing_away_and_can_run_again(self) -> None:
        groups.may("Readers", "couples.view_user")
        groups.establish()
        group = Group.objects.get(name="Readers")
        group.permissions.add(Permission.objects.get(codename="view_couple"))
        groups.establish()
        assert group.permissions.count() == 2
