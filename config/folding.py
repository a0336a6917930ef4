"""What never changes in a template is drawn when it is read, not again for every page."""

from django.template import Context, NodeList, TemplateDoesNotExist
from django.template.base import FilterExpression, Node, Origin, Template, TextNode
from django.template.defaulttags import IfNode, URLNode
from django.template.library import SimpleNode
from django.template.loader_tags import IncludeNode
from django.template.loaders import base, cached
from django.templatetags.static import StaticNode
from django.urls import reverse
from django_htmx.templatetags.django_htmx import htmx_script


class Folding(base.Loader):
    """Icons, addresses without arguments and static files become text; an include knows its template."""

    def get_template(self, template_name: str, skip: list[Origin] | None = None) -> Template:
        template = super().get_template(template_name, skip)
        _fold(template.nodelist, template)
        return template


class Loader(cached.Loader, Folding):
    """Reads and folds each template once: what lies in the cache is never changed again."""


class _Known:
    """Stands where an include expects the expression that names its template."""

    def __init__(self, template: Template) -> None:
        self.template = template

    def resolve(self, context: object) -> Template:
        return self.template


def _fold(nodes: NodeList, home: Template) -> None:
    folded: list[Node] = []
    for node in nodes:
        for inner in _inside(node):
            _fold(inner, home)
        text = _text(node, home)
        if text is None:
            folded.append(node)
        elif folded and isinstance(folded[-1], TextNode):
            folded[-1] = TextNode(folded[-1].s + text)
        else:
            folded.append(TextNode(text))
    nodes[:] = folded


def _inside(node: Node) -> list[NodeList]:
    if isinstance(node, IfNode):
        return [inner for _, inner in node.conditions_nodelists]
    named = (getattr(node, name, None) for name in node.child_nodelists)
    return [inner for inner in named if isinstance(inner, NodeList)]


def _text(node: Node, home: Template) -> str | None:
    """None for what depends on the page."""
    if isinstance(node, TextNode):
        return node.s
    if isinstance(node, StaticNode) and not node.varname and _is_constant(node.path):
        return StaticNode.handle_simple(node.path.var)
    if isinstance(node, URLNode) and not (node.args or node.kwargs or node.asvar):
        return reverse(node.view_name.var) if _is_constant(node.view_name) else None
    if isinstance(node, SimpleNode) and node.func is htmx_script:
        return str(node.render(Context()))
    if isinstance(node, IncludeNode) and _is_constant(node.template):
        return _included(node, home)
    return None


def _included(node: IncludeNode, home: Template) -> str | None:
    try:
        template = home.engine.get_template(node.template.var)
    except TemplateDoesNotExist:
        return None  # the page that is asked for it says so
    node.template = _Known(template)  # type: ignore[assignment]  # an include only resolves it
    texts = [one.s for one in template.nodelist if isinstance(one, TextNode)]
    return "".join(texts) if len(texts) == len(template.nodelist) else None


def _is_constant(expression: object) -> bool:
    return (
        isinstance(expression, FilterExpression)
        and isinstance(expression.var, str)
        and not expression.filters
    )
