from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from closeness import options
from closeness.models import Hidden, Option
from couples.content_admin import ListAdmin


@admin.register(Option)
class OptionAdmin(ListAdmin):
    """Changed words are a new version: whoever said yes to the old ones is asked again."""

    list_display = ("name", "level", "minutes", "order", "in_use")
    list_filter = ("level", "retired")
    search_fields = ("name", "what")

    def changed(self) -> None:
        options.changed()


@admin.register(Hidden)
class HiddenAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # generic in the stubs alone
    list_display = ("practice", "level")
    list_filter = ("practice",)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """It is there or it is not."""
        return False
