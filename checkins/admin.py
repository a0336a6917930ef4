from django.contrib import admin
from django.db import transaction
from django.forms import ModelForm
from django.http import HttpRequest

from checkins import needs
from checkins.models import Need
from couples.content_admin import ContentAdmin


@admin.register(Need)
class NeedAdmin(ContentAdmin):
    """Needs are retired, not deleted: somebody may have said one of them."""

    list_display = ("label", "meaning", "order", "retired")
    list_filter = ("retired",)
    search_fields = ("label", "meaning")
    ordering = ("order", "slug")

    def has_delete_permission(self, request: HttpRequest, obj: Need | None = None) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Need | None = None) -> tuple[str, ...]:
        return ("slug",) if obj else ()

    def save_model(
        self, request: HttpRequest, obj: Need, form: "ModelForm[Need]", change: bool
    ) -> None:
        super().save_model(request, obj, form, change)
        transaction.on_commit(needs.changed)
