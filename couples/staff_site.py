"""The door of the admin: the site's own sign-in, and a second factor used in this session."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Any

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_http_methods

from couples import second_factor

Page = Callable[..., HttpResponseBase]

METHODS = ["GET", "HEAD", "POST"]
HIDDEN_APPS = ("account", "mfa", "usersessions", "auth")


def is_staff(request: HttpRequest) -> bool:
    return bool(getattr(request.user, "is_staff", False) and request.user.is_active)


def sees_rows(view: Page, request: HttpRequest) -> bool:
    """The page is about rows of a kind that this person looks after."""
    rows = getattr(view, "__self__", None)
    return isinstance(rows, admin.ModelAdmin) and rows.has_view_permission(request)


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

    def admin_view(self, view: Page, cacheable: bool = False) -> Any:
        """Whoever may not see what a page is about finds nothing there, staff with other work included.

        To somebody who sees it, and may not do this with it, the answer is no.
        """
        inner: Page = super().admin_view(view, cacheable)

        def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.user.is_authenticated and not is_staff(request):
                raise Http404
            if self.has_permission(request) and request.method not in METHODS:
                return HttpResponseNotAllowed(METHODS)
            try:
                return inner(request, *args, **kwargs)
            except PermissionDenied:
                if sees_rows(view, request):
                    raise
                raise Http404 from None

        return update_wrapper(page, inner)

    def has_permission(self, request: HttpRequest) -> bool:
        return is_staff(request) and second_factor.was_used(request)

    def password_change(  # type: ignore[override]  # a redirect, not the template it promises
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The site's own page, which signs out every other browser and writes a mail."""
        return redirect("account_change_password")

    @method_decorator([login_not_required, require_http_methods(METHODS)])
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
