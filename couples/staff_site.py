"""The door of the admin: the site's own sign-in, and a second factor used in this session."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator

from couples import second_factor

HIDDEN_APPS = ("account", "mfa", "usersessions", "auth")


def is_staff(request: HttpRequest) -> bool:
    return bool(getattr(request.user, "is_staff", False) and request.user.is_active)


class StaffSite(admin.AdminSite):
    site_header = site_title = "Moments"
    index_title = "What you look after"
    enable_nav_sidebar = False

    def register(self, model_or_iterable: Any, *args: Any, **options: Any) -> None:
        """Not what allauth brings: a changed address or key would open somebody's account.

        Nor groups: what each may do is written in migrations; people join them on their own page.
        """
        single = isinstance(model_or_iterable, type)
        models = [model_or_iterable] if single else model_or_iterable
        shown = [model for model in models if model._meta.app_label not in HIDDEN_APPS]
        super().register(shown, *args, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        return is_staff(request) and second_factor.was_used(request)

    def password_change(  # type: ignore[override]  # a redirect, not the template it promises
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The site's own page, which signs out every other browser and writes a mail."""
        return redirect("account_change_password")

    @method_decorator(login_not_required)
    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Never the admin's own form, which knows no second factor."""
        there = reverse("admin:index")
        if not request.user.is_authenticated:
            return redirect_to_login(there)
        if not is_staff(request):
            raise Http404
        if self.has_permission(request):
            return redirect(there)
        return second_factor.ask(request, there)
