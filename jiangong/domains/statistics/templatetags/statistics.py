"""How circulars are shown on a screen."""

from collections.abc import Iterator

from django import template

from jiangong.lib.officialdoc.writing import Heading, OfficialDocument, Paragraph

register = template.Library()
ORDINALS = "一二三四五六七八九十"


@register.filter
def printed_lines(document: OfficialDocument) -> Iterator[tuple[str, str]]:
    """Headings with the labels they get on paper, and paragraphs."""
    count = 0
    for block in document.blocks:
        if isinstance(block, Heading):
            yield "head", f"{ORDINALS[count]}、{block.text}"
            count += 1
        elif isinstance(block, Paragraph):
            yield "text", block.text
