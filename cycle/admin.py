from django.contrib import admin
from django.db import transaction
from django.forms import ModelForm
from django.http import HttpRequest

from couples.content_admin import ContentAdmin
from cycle import choices
from cycle.models import Choice


@admin.register(Choice)
class ChoiceAdmin(ContentAdmin):
    """Words are retired, not deleted: somebody may have ticked one of them."""

    list_display = ("words", "kind", "seen", "order", "retired")
    list_filter = ("kind", "retired")
    search_fields = ("words", "seen")
    ordering = ("order", "slug")

    def has_delete_permission(self, request: HttpRequest, obj: Choice | None = None) -> bool:
        return False

    def get_readonly_fields(
        self, request: HttpRequest, obj: Choice | None = None
    ) -> tuple[str, ...]:
        return ("slug",) if obj else ()

    def save_model(
        self, request: HttpRequest, obj: Choice, form: "ModelForm[Choice]", change: bool
    ) -> None:
        super().save_model(request, obj, form, change)
        transaction.on_commit(choices.changed)
