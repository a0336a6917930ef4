"""The Markdown of editors, as HTML that can do nothing but be read."""

from functools import lru_cache

import nh3
from django import template
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

TAGS = {"p", "br", "hr", "em", "strong", "ul", "ol", "li", "blockquote", "h3", "a"}
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}

register = template.Library()
_markdown = MarkdownIt("commonmark", {"html": False}).disable(["image", "code", "fence"])


@register.filter
@lru_cache(maxsize=512)
def formatted(text: str) -> SafeString:
    tokens = _markdown.parse(text)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = "h3"  # the page and the step have the two above
    html = _markdown.renderer.render(tokens, _markdown.options, {})
    clean = nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes={"https", "mailto"})
    return mark_safe(clean)  # noqa: S308 (nh3 has just cleaned it)
