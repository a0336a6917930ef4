"""A page and its fragments in one template: which part of it answers an HTMX request."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def render_page(
    request: HttpRequest,
    template: str,
    context: dict[str, object] | None = None,
    *,
    fragments: tuple[str, ...] = (),
    status: int = 200,
) -> HttpResponse:
    """The page; or, for an HTMX request whose target is a declared fragment, that fragment alone."""
    target = request.headers.get("HX-Target", "")
    if request.headers.get("HX-Request") == "true" and target in fragments:
        template = f"{template}#{target}"
    return render(request, template, context, status=status)
