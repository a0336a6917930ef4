"""Groups of staff. Each app says what its rooms need; `load_content` makes the groups."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction

EDITORS = "Editors"

_permissions: dict[str, set[str]] = {}


def may(group: str, *permissions: str) -> None:
    """Permissions as Django writes them: `exercises.change_exercise`."""
    _permissions.setdefault(group, set()).update(permissions)


@transaction.atomic
def establish() -> None:
    """Adds what is missing; takes nothing away that somebody has given by hand."""
    for name, wanted in _permissions.items():
        group, _ = Group.objects.get_or_create(name=name)
        codenames = {word.split(".")[1] for word in wanted}
        found = Permission.objects.filter(codename__in=codenames).select_related("content_type")
        group.permissions.add(
            *(one for one in found if f"{one.content_type.app_label}.{one.codename}" in wanted)
        )
