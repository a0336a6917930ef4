"""Who among the staff looks after what: groups, and what each may do, granted in migrations.

operations = [staff.may("Editors", "exercises", "exercise", "view", "add", "change")]
"""

from typing import Any

from django.db.migrations import RunPython, RunSQL

from privacy import rls

EDITORS, OPERATORS = "Editors", "Operators"
GROUPS = (EDITORS, OPERATORS)


def may(group: str, app_label: str, model: str, *actions: str) -> RunPython:
    def forwards(apps: Any, schema_editor: Any) -> None:
        grant(apps, schema_editor.connection.alias, group, app_label, model, *actions)

    return RunPython(forwards, RunPython.noop, elidable=False)


def keeps_history(table: str) -> list[RunSQL]:
    """Who changed what in the content is for staff, who add to it and never change it."""
    content_work = "moments_is_staff()"
    policies = [
        rls.Policy("content_work", "SELECT", content_work),
        rls.Policy("content_work_adds", "INSERT", content_work),
    ]
    return [rls.protect(table, policies), rls.append_only(table)]


def grant(apps: Any, alias: str, group: str, app_label: str, model: str, *actions: str) -> None:
    """Permission rows are otherwise made only after all migrations have run."""
    kinds = apps.get_model("contenttypes", "ContentType").objects.using(alias)
    permissions = apps.get_model("auth", "Permission").objects.using(alias)
    there, _ = apps.get_model("auth", "Group").objects.using(alias).get_or_create(name=group)
    kind, _ = kinds.get_or_create(app_label=app_label, model=model)
    for action in actions:
        permission, _ = permissions.get_or_create(
            content_type=kind,
            codename=f"{action}_{model}",
            defaults={"name": f"Can {action} {model}"},
        )
        there.permissions.add(permission)
