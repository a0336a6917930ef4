"""The states that migrations pass through on their way to the tables of the tests.

With each model, constraint and index that is new, Django renders all models anew that have to do with its
model: here, nearly all. But nothing refers to a new model yet, and neither of the others touches a field.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db.migrations.state import ModelState, ProjectState, StateApps

Add = Callable[[ProjectState, str, str, Any], None]


def render_only_what_is_new(patch: pytest.MonkeyPatch) -> None:
    add_model = ProjectState.add_model

    def added(self: ProjectState, model: ModelState) -> None:
        with unrendered(self) as apps:
            add_model(self, model)
        if apps:
            apps.render_multiple([model])

    patch.setattr(ProjectState, "add_model", added)
    patch.setattr(ProjectState, "add_index", option("indexes", ProjectState.add_index))
    patch.setattr(
        ProjectState, "add_constraint", option("constraints", ProjectState.add_constraint)
    )


def option(name: str, add: Add) -> Add:
    def added(self: ProjectState, app_label: str, model_name: str, one: Any) -> None:
        with unrendered(self) as apps:
            add(self, app_label, model_name, one)
        if apps:
            known = self.models[app_label, model_name].options[name]
            setattr(apps.get_model(app_label, model_name)._meta, name, known)

    return added


@contextmanager
def unrendered(state: ProjectState) -> Iterator[StateApps | None]:
    """What it had rendered, which it does not know of meanwhile."""
    apps = state.__dict__.pop("apps", None)
    yield apps
    if apps:
        state.__dict__["apps"] = apps
