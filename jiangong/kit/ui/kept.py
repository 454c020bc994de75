"""Parts of pages that are drawn once: ``{% kept groups=frame.navigation %}…{% endkept %}``.

What stands inside sees its arguments and nothing else — no actor, no request, no token — so its text depends on
them alone and may be shown to whoever brings equal ones. Arguments must be hashable. The frame around a page,
a menu of sixty lines among it, took longer to draw than most of what it surrounds.
"""

from collections.abc import Iterator, Mapping

from django.template import Context, Node, NodeList
from django.template.base import FilterExpression, Parser, Token, token_kwargs
from django.template.exceptions import TemplateSyntaxError

MOST = 500  # texts of one place; a place with more kinds of arguments begins anew


class KeptNode(Node):
    """One such part of a template, with the texts drawn so far."""

    def __init__(self, given: Mapping[str, FilterExpression], nodelist: NodeList) -> None:
        self.given, self.nodelist = given, nodelist
        self._texts: dict[tuple[object, ...], str] = {}

    def __iter__(self) -> Iterator[Node]:
        yield from self.nodelist

    def render(self, context: Context) -> str:
        values = {name: expression.resolve(context) for name, expression in self.given.items()}
        key = tuple(values.values())
        text = self._texts.get(key)
        if text is None:
            if len(self._texts) >= MOST:
                self._texts.clear()
            text = self._texts[key] = self.nodelist.render(context.new(values))
        return text


def kept(parser: Parser, token: Token) -> KeptNode:
    """The tag itself."""
    bits = token.split_contents()[1:]
    given = token_kwargs(bits, parser)
    if bits:
        raise TemplateSyntaxError("kept takes name=value arguments only")
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(given, nodelist)
