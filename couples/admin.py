"""Accounts work. What partners write, feel and agree has no page here, and no row either."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import admin
from django.contrib.admin.widgets import AdminURLFieldWidget
from django.db import models
from django.forms import CheckboxSelectMultiple, ModelForm
from django.http import HttpRequest
from django.utils import timezone

from couples import people
from couples.admin_search import SealedSearch
from couples.content_admin import ContentAdmin
from couples.models import Helpline, Practice, Therapist, User
from privacy import access
from privacy.access import Look

if TYPE_CHECKING:
    Admin = admin.ModelAdmin[Any]
else:
    Admin = admin.ModelAdmin


class KeptAdmin(Admin):
    """Nothing is deleted here: too much of what others wrote hangs on it."""

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """The stock admin filters by any column: a password’s hash can be asked for by its letters."""
        return lookup.partition("__")[0] in self.list_filter

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(User)
class UserAdmin(SealedSearch, KeptAdmin):
    """Neither e-mail address nor password of an account can be changed: it would open its contents."""

    list_display = ("email", "display_name", "role", "is_active", "joined_at")
    list_filter = ("role", "is_active")
    search_fields = ("email", "display_name")
    ordering = ("-joined_at",)

    def get_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        if obj is None:
            return ("email", "display_name", "role", "time_zone", "language")
        groups = ("groups",) if obj.is_staff else ()
        return ("email", "display_name", "role", "joined_at", "is_active", *groups)

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        if obj is None:
            return ()
        groups = () if request.user.is_superuser else ("groups",)
        return ("email", "display_name", "role", "joined_at", *groups)

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Any:
        """Opening somebody's account is noted; what is done to it the database notes by itself."""
        found = super().get_object(request, object_id, from_field)
        if found:
            looks = [Look("couples.user", whose=found.pk, public_id=found.public_id)]
            access.note(looks, now=timezone.now())
        return found

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Partners sign up by themselves; staff are made by superusers alone."""
        if db_field.name == "role":
            made = [User.Role.THERAPIST]
            if request.user.is_superuser:
                made.append(User.Role.STAFF)
            kwargs["choices"] = [(role.value, role.label) for role in made]
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Two groups: boxes to tick, without a script."""
        kwargs["widget"] = CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def save_model(
        self, request: HttpRequest, obj: User, form: "ModelForm[User]", change: bool
    ) -> None:
        if change:
            super().save_model(request, obj, form, change)
        else:
            people.open_account(obj)


@admin.register(Practice)
class PracticeAdmin(KeptAdmin):
    list_display = ("name",)
    search_fields = ("name",)
    ordering = ("name",)


@admin.register(Therapist)
class TherapistAdmin(SealedSearch, KeptAdmin):
    list_display = ("person", "practice", "code")
    list_select_related = ("person", "practice")
    search_fields = ("person__email", "person__display_name", "practice__name")
    ordering = ("practice__name",)
    readonly_fields = ("code",)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "person":
            kwargs["queryset"] = User.objects.filter(role=User.Role.THERAPIST)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(Helpline)
class HelplineAdmin(ContentAdmin, KeptAdmin):
    """Retired, not deleted: the content pack would bring it back."""

    list_display = ("country", "name", "phone", "checked_on", "is_current", "in_use")
    list_display_links = ("name",)
    list_filter = ("country", "retired")
    search_fields = ("country", "name", "phone")
    ordering = ("order", "slug")
    formfield_overrides: ClassVar[Any] = {
        models.URLField: {"assume_scheme": "https", "widget": AdminURLFieldWidget}
    }

    @admin.display(boolean=True, description="looked at lately")
    def is_current(self, line: Helpline) -> bool:
        return line.is_current(timezone.localdate())

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("slug",) if obj else ()
